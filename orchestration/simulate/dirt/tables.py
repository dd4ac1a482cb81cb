"""The rows of a CSV or a workbook, a row at a time, and how to write them back.

Rows of a CSV that are not changed keep their bytes.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Literal
from zipfile import ZipFile

import duckdb
import pyarrow as pa
from python_calamine import CalamineWorkbook

from orchestration.simulate.writers import WorkbookWriter, connect, replacing

BOM = "\ufeff"
_ROWS_AT_ONCE = 2_000


@dataclass(frozen=True)
class Line:
    """A row's cells, and in a CSV the text that they were read from."""

    cells: list[str]
    text: str = ""

    @property
    def height(self) -> int:
        """How many lines of the file it stands on; a row of a workbook is one."""
        return max(1, self.text.count("\n"))

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


def changed(line: Line, cells: Sequence[str]) -> Line:
    """The line with other cells, written as the line was."""
    if not line.text:
        return Line(list(cells))
    end = "\r\n" if line.text.endswith("\r\n") else "\n"
    return Line(list(cells), spelled(cells, ",", end, is_quoted=line.text.startswith('"')))


def spelled(cells: Sequence[str], delimiter: str, end: str, *, is_quoted: bool = False) -> str:
    """A record of a CSV; quoted are the cells that need it, or all of them."""
    file = io.StringIO()
    quoting: Literal[0, 1] = csv.QUOTE_ALL if is_quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator=end)
    writer.writerow(cells)
    return file.getvalue()


def lines_of(path: Path) -> Iterator[Line]:
    """The rows of a CSV (UTF-8, commas) or of a workbook's first sheet."""
    if path.suffix == ".csv":
        return _lines_of_text(path)
    return _lines_of_workbook(path)


def _lines_of_text(path: Path) -> Iterator[Line]:
    taken: list[str] = []

    def tell(lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    with path.open(encoding="utf-8", newline="") as file:
        for cells in csv.reader(tell(file)):
            yield Line([cell.removeprefix(BOM) for cell in cells], "".join(taken))
            taken.clear()


def _lines_of_workbook(path: Path) -> Iterator[Line]:
    # As a stream: calamine would hold all the cells of a sheet, which are hundreds of megabytes.
    with _database().cursor() as con:
        rows = con.execute(
            f"""from read_xlsx(?, header = false, all_varchar = true, stop_at_empty = false,
                range = '{_range(path)}')""",
            [str(path)],
        ).to_arrow_reader(_ROWS_AT_ONCE)
        for block in rows:
            for row in zip(*(column.to_pylist() for column in block.columns), strict=True):
                yield Line([cell or "" for cell in row])


@cache
def _database() -> duckdb.DuckDBPyConnection:
    return connect()


_BLOCK = 1 << 20
_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"')


def _range(path: Path) -> str:
    """Where the cells of the first sheet lie, by its first and its last megabytes."""
    with ZipFile(path) as archive, archive.open("xl/worksheets/sheet1.xml") as sheet:
        head = tail = sheet.read(_BLOCK)
        while block := sheet.read(_BLOCK):
            tail = tail[-_BLOCK:] + block
    columns = {column for column, _ in _CELL.findall(head)}
    last = max(columns, key=lambda column: (len(column), column))
    return f"A1:{last.decode()}{max(int(row) for _, row in _CELL.findall(tail))}"


def write(path: Path, lines: Iterable[Line], workbooks: WorkbookWriter, sheet: str = "") -> None:
    """Write the rows to `path`; a workbook's sheet is called `sheet`."""
    if path.suffix == ".csv":
        write_text(path, (line.text for line in lines))
    else:
        _write_workbook(path, iter(lines), workbooks, sheet)


def write_text(path: Path, texts: Iterable[str], encoding: str = "utf-8") -> None:
    with replacing(path) as temporary, temporary.open("w", encoding=encoding, newline="") as file:
        file.writelines(texts)


def sheet_of(path: Path) -> str:
    return "" if path.suffix == ".csv" else str(CalamineWorkbook.from_path(path).sheet_names[0])


def _write_workbook(
    path: Path, lines: Iterator[Line], workbooks: WorkbookWriter, sheet: str
) -> None:
    head = list(islice(lines, _ROWS_AT_ONCE))
    width = max(len(line.cells) for line in head)
    blocks, block = [], head
    while block:
        rows = [line.cells + [""] * (width - len(line.cells)) for line in block]
        columns = [
            pa.array([c or None for c in column], pa.string()) for column in zip(*rows, strict=True)
        ]
        blocks.append(pa.table(columns, names=[str(place) for place in range(width)]))
        block = list(islice(lines, _ROWS_AT_ONCE))
    first, blocks[0] = blocks[0].slice(0, 1), blocks[0].slice(1)
    header = [column[0].as_py() for column in first]
    with replacing(path) as temporary:
        workbooks.write(temporary, sheet, header, blocks)
