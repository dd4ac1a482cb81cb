"""What a module of `files/` offers: the files it would write, not yet written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from orchestration.simulate import writers
from orchestration.simulate.truth import Truth
from orchestration.simulate.world.shop import Shop

# A report of more lines than this is delivered in parts.
LINES_PER_WORKBOOK = 50_000


class Download(Protocol):
    """One click on "export": one file, or the parts and copies of one."""

    def save(self, exports: Path, workbooks: writers.WorkbookWriter) -> Sequence[Path]:
        """Write it below the exports folder; returns what was written."""


class Source(Protocol):
    """A module of `files/`."""

    def downloads(self, shop: Shop, truth: Truth) -> Iterable[Download]:
        """All files of one export in the order in which they are made.

        What was planted in them goes to the truth, here or while they are written.
        """


@dataclass(frozen=True)
class TextFile:
    """A CSV, a JSON or a chat log, or whatever else `write` writes whole."""

    name: str  # below the exports folder
    write: Callable[[Path], None]
    saved_twice: bool = False  # the browser keeps the second as `… (1)`

    def save(self, exports: Path, workbooks: writers.WorkbookWriter) -> Sequence[Path]:
        path = exports / self.name
        self.write(path)
        return [path, *_copies(path, self.saved_twice)]


@dataclass(frozen=True)
class Workbook:
    """One sheet, in several workbooks if it is long."""

    folder: str
    name: Callable[[int, int], str]  # asked with (part, parts)
    sheet: str
    header: Sequence[str]
    tables: Callable[[], Iterable[pa.Table]]
    above: Sequence[Sequence[str]] = ()  # rows above the header
    saved_twice: bool = False
    password: str = ""  # locks it, if there is one

    def save(self, exports: Path, workbooks: writers.WorkbookWriter) -> Sequence[Path]:
        folder = exports / self.folder
        parts: list[Path] = []  # how many there are is part of their names, and known at the end
        waiting: list[pa.Table] = []

        def write_part() -> None:
            parts.append(folder / f".{self.name(1, 1)}.{len(parts)}.partial")
            workbooks.write(parts[-1], self.sheet, self.header, waiting, self.above)
            if self.password:
                writers.lock_workbook(parts[-1], self.password)
            waiting.clear()

        for table in self.tables():
            waiting.append(table)
            if sum(map(len, waiting)) >= LINES_PER_WORKBOOK:
                write_part()
        if waiting or not parts:
            write_part()
        paths = [folder / self.name(part, len(parts)) for part in range(1, len(parts) + 1)]
        for part, path in zip(parts, paths, strict=True):
            part.replace(path)
        return [*paths, *_copies(paths[0], self.saved_twice)]


def _copies(path: Path, saved_twice: bool) -> list[Path]:
    if not saved_twice:
        return []
    copy = path.with_name(f"{path.stem} (1){path.suffix}")
    writers.copy_file(path, copy)
    return [copy]


def text_table(columns: Iterable[Sequence[str | None]]) -> pa.Table:
    """Columns of text cells as a workbook takes them; None is an empty cell."""
    cells = [pa.array(column, pa.string()) for column in columns]
    return pa.table(cells, names=[str(position) for position in range(len(cells))])
