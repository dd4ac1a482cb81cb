"""A sheet that the seller keeps: one CSV, its rows made when it is written."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from orchestration.simulate.downloads import TextFile
from orchestration.simulate.windows import Window
from orchestration.simulate.writers import write_csv

Rows = Callable[[], Iterable[Sequence[object]]]


def sheet(name: str, columns: Sequence[str], rows: Rows, bom: bool = False) -> TextFile:
    """`bom` for one that was saved by a spreadsheet."""

    def write(path: Path) -> None:
        write_csv(path, columns, rows(), bom)

    return TextFile(f"sheets/{name}.csv", write)


def quarter_of(window: Window) -> str:
    """`2025Q1`, of the window's last day."""
    return f"{window.last.year}Q{(window.last.month + 2) // 3}"


def channel_of(platform: str) -> str:
    """The channel as Talad names it, which is the platform's name but for the shop in LINE."""
    return "line_myshop" if platform == "line_oa" else platform


def spelled_out(order_id: str) -> str:
    """With the mark that makes a spreadsheet keep all digits."""
    return f"'{order_id}" if order_id.isdigit() else order_id
