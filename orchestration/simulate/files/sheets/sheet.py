"""A sheet that the seller keeps: one CSV, its rows made when it is written."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from orchestration.simulate.downloads import TextFile
from orchestration.simulate.writers import write_csv

Rows = Callable[[], Iterable[Sequence[object]]]


def sheet(name: str, columns: Sequence[str], rows: Rows, bom: bool = False) -> TextFile:
    """`bom` for one that was saved by a spreadsheet."""

    def write(path: Path) -> None:
        write_csv(path, columns, rows(), bom)

    return TextFile(f"sheets/{name}.csv", write)
