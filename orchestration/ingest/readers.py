"""Opens a CSV or a workbook as a table of text cells, whatever its encoding and layout.

A reader hands over the first rows, for recognition, and then loads all rows below the header into a
DuckDB table `cells(_row, _width, c0, c1, …)`: `_row` is the line or row of the original, `_width` is
the number of cells of a row that has too few or too many, else null.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol
from xml.etree import ElementTree

import duckdb
import duckdb_extension_excel
import pyarrow as pa
import python_calamine

PREVIEW_ROWS = 40  # the deepest header seen stands on row 18 (Shopee's wallet report)
TABLE_SUFFIXES = {".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xlsm"}
_BLOCK = 1 << 20

csv.field_size_limit(1 << 27)

Row = Sequence[str | None]


class UnreadableFile(Exception):
    """A file that cannot be read as a table; the message is one line: what is wrong, what to do."""


@dataclass(frozen=True)
class Scan:
    """What one pass over a file's bytes tells."""

    sha256: str
    size: int
    magic: bytes
    encoding: str | None  # None: neither UTF-8 nor UTF-16
    lines: int


def scan(path: Path) -> Scan:
    """Read a file once: its hash, its size, its encoding and how many lines it has."""
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    magic, size, newlines, last, is_utf8 = b"", 0, 0, b"", True
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            magic = magic or block[:8]
            digest.update(block)
            size += len(block)
            newlines += block.count(b"\n")
            last = block[-1:]
            if is_utf8:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    is_utf8 = False
    if magic.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding: str | None = "utf-16"
    else:
        encoding = "utf-8-sig" if is_utf8 else None
    return Scan(digest.hexdigest(), size, magic, encoding, newlines + (last not in (b"", b"\n")))


class Table(Protocol):
    """One table of a file: a CSV, or a sheet of a workbook."""

    def preview(self) -> list[Row]:
        """The first rows, at most PREVIEW_ROWS."""

    def load(self, con: duckdb.DuckDBPyConnection, header_row: int, width: int) -> None:
        """Make the table `cells` of all rows below `header_row` (counted from 1)."""


@contextmanager
def open_tables(path: Path, scanned: Scan, con: duckdb.DuckDBPyConnection) -> Iterator[list[Table]]:
    """The tables of a file. Raises UnreadableFile with one line where there are none."""
    if scanned.size == 0:
        raise UnreadableFile("the file is empty (0 bytes); download it again")
    is_zip, is_ole = scanned.magic.startswith(b"PK"), scanned.magic.startswith(b"\xd0\xcf\x11\xe0")
    if is_zip or is_ole:
        yield list(_workbook(path, con, is_zip))
    elif path.suffix.lower() in (".xlsx", ".xls", ".xlsm"):
        raise UnreadableFile(
            f"the file is named {path.suffix} but is not a workbook"
            + ("; it is a text file, rename it to .csv" if scanned.encoding else "; it is damaged, download it again")
        )
    elif b"\x00" in scanned.magic and scanned.encoding != "utf-16":
        raise UnreadableFile("the file is neither text nor a workbook; download it again")
    else:
        with _as_utf8(path, scanned) as (text, encoding):
            yield [Csv(text, scanned, encoding)]


# --- text ----------------------------------------------------------------------------------------


@contextmanager
def _as_utf8(path: Path, scanned: Scan) -> Iterator[tuple[Path, str]]:
    """The file itself where it is UTF-8, else a UTF-8 copy that is gone afterwards.

    What is neither UTF-8 nor UTF-16 is tried as cp874, the Thai code page of older exports; a
    caller accepts that only when Thai headers come out of it.
    """
    encoding = scanned.encoding or "cp874"
    if encoding == "utf-8-sig":
        yield path, encoding
        return
    with NamedTemporaryFile(suffix=".csv") as copy:
        try:
            with path.open(encoding=encoding, newline="") as source:
                while block := source.read(_BLOCK):
                    copy.write(block.encode())
        except UnicodeError:
            raise UnreadableFile(
                "the text is neither UTF-8, UTF-16 nor Thai cp874; save it as CSV UTF-8"
            ) from None
        copy.flush()
        yield Path(copy.name), encoding


class Csv:
    """A delimited text file."""

    def __init__(self, path: Path, scanned: Scan, encoding: str) -> None:
        self.path = path
        self.lines = scanned.lines
        self.encoding = encoding
        self._delimiter = ","

    def preview(self) -> list[Row]:
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            # Lines, not a fixed number of characters: a cut in a quoted cell would be misread.
            head = [line for line, _ in zip(file, range(PREVIEW_ROWS * 4), strict=False)]
        rows = {d: list(csv.reader(head, delimiter=d)) for d in (",", "\t", ";")}
        self._delimiter = max(rows, key=lambda delimiter: _regularity(rows[delimiter]))
        if not _regularity(rows[self._delimiter]):
            return []
        # A record may span lines, so the header's row is told as the line that it begins on.
        lines: list[Row] = []
        reader = csv.reader(head, delimiter=self._delimiter)
        for cells in reader:
            lines.append(cells)
            lines.extend([] for _ in range(reader.line_num - len(lines)))
        return lines[:PREVIEW_ROWS]

    def load(self, con: duckdb.DuckDBPyConnection, header_row: int, width: int) -> None:
        try:
            self._load_fast(con, header_row, width)
        except duckdb.Error:
            # Rows with too few or too many cells, or broken quotes: slower, but loses nothing.
            con.execute("drop table if exists cells")
            self._load_each(con, header_row, width)

    def _load_fast(self, con: duckdb.DuckDBPyConnection, header_row: int, width: int) -> None:
        names = [f"c{i}" for i in range(width)]
        con.execute(
            f"""create or replace temp table cells as
            select row_number() over () + {header_row} as _row, null::integer as _width, *
            from read_csv(?, header = false, skip = {header_row}, delim = ?, quote = '"',
                escape = '"', auto_detect = false, strict_mode = true,
                columns = {{{", ".join(f"'{name}': 'VARCHAR'" for name in names)}}})""",
            [str(self.path), self._delimiter],
        )
        (records,) = con.execute("select count(*) from cells").fetchone() or (0,)
        if records != self.lines - header_row:
            # Cells hold line breaks, or there are blank lines: ask where each record begins.
            starts = [line for line, cells in self._records(header_row) if cells]
            if len(starts) != records:
                raise duckdb.Error("the records of the two readers differ")
            begins = pa.table({"line": pa.array(starts, pa.int64())})
            con.register("begins", begins)
            con.execute(
                f"""update cells set _row = begins.line
                from (select line, row_number() over () as n from begins) as begins
                where cells._row = begins.n + {header_row}"""
            )
            con.unregister("begins")

    def _records(self, header_row: int) -> Iterator[tuple[int, list[str]]]:
        """Each record below the header with the line that it begins on."""
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            for _ in range(header_row):
                next(file, None)
            reader = csv.reader((line.replace("\x00", "") for line in file), delimiter=self._delimiter)
            line = header_row + 1
            for cells in reader:
                yield line, cells
                line = header_row + reader.line_num + 1

    def _load_each(self, con: duckdb.DuckDBPyConnection, header_row: int, width: int) -> None:
        _create_cells(con, width)
        rows: list[tuple[int, int | None, list[str]]] = []
        for line, cells in self._records(header_row):
            if cells:
                # Trailing delimiters add empty cells that mean nothing.
                while len(cells) > width and not cells[-1].strip():
                    cells.pop()
                rows.append((line, None if len(cells) == width else len(cells), cells))
            if len(rows) >= 50_000:
                _insert_cells(con, rows, width)
                rows.clear()
        _insert_cells(con, rows, width)


def _regularity(rows: list[list[str]]) -> int:
    """How much of a text a delimiter explains: the cells in rows of the commonest width, if above 1.

    Not the widest row: a tab inside quoted cells, as TikTok ends its ids with, may make one longer.
    """
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max((width * count for width, count in widths.items()), default=0)


def _create_cells(con: duckdb.DuckDBPyConnection, width: int) -> None:
    columns = ", ".join(f"c{i} varchar" for i in range(width))
    con.execute(f"create or replace temp table cells (_row bigint, _width integer, {columns})")


def _insert_cells(
    con: duckdb.DuckDBPyConnection, rows: list[tuple[int, int | None, list[str]]], width: int
) -> None:
    def cell(cells: list[str], place: int) -> str | None:
        return (cells[place] or None) if place < len(cells) else None

    batch = pa.table(
        {
            "_row": pa.array([row for row, _, _ in rows], pa.int64()),
            "_width": pa.array([w for _, w, _ in rows], pa.int32()),
            **{
                f"c{i}": pa.array([cell(cells, i) for _, _, cells in rows], pa.string())
                for i in range(width)
            },
        }
    )
    con.register("batch", batch)
    con.execute("insert into cells select * from batch")
    con.unregister("batch")


# --- workbooks -----------------------------------------------------------------------------------


def excel_extension() -> Path:
    """DuckDB's excel extension, as its wheel installs it."""
    root = Path(duckdb_extension_excel.__file__).parent
    return root / "extensions" / f"v{duckdb.__version__}" / "excel.duckdb_extension"


def connect(threads: int) -> duckdb.DuckDBPyConnection:
    """A connection in memory that can read workbooks; files may be landed on it one by one."""
    con = duckdb.connect(config={"threads": threads})
    con.load_extension(str(excel_extension()))
    return con


def _workbook(path: Path, con: duckdb.DuckDBPyConnection, is_zip: bool) -> Iterator[Table]:
    if not is_zip:
        yield from _calamine_sheets(path, con)
        return
    try:
        sheets = _sheet_files(path)
    except (zipfile.BadZipFile, EOFError):
        raise UnreadableFile(
            "the workbook is cut short or damaged; download it again"
        ) from None
    except (KeyError, ElementTree.ParseError):
        raise UnreadableFile("the file is a zip archive but not a workbook") from None
    for name, member in sheets:
        yield Sheet(path, con, name, member)


def _calamine_sheets(path: Path, con: duckdb.DuckDBPyConnection) -> Iterator[Table]:
    try:
        book = python_calamine.load_workbook(path)
    except python_calamine.PasswordError:
        raise UnreadableFile(
            "the workbook is locked with a password; save it without one"
        ) from None
    except python_calamine.CalamineError as error:
        raise UnreadableFile(f"the workbook cannot be read ({error}); download it again") from None
    for name in book.sheet_names:
        yield Sheet(path, con, name, None)


_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def _sheet_files(path: Path) -> list[tuple[str, str]]:
    """The sheets of a workbook with their members of the archive, in the workbook's order."""
    with zipfile.ZipFile(path) as archive:
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
        targets = {r.get("Id"): r.get("Target", "") for r in links.iter(f"{_PACKAGE}Relationship")}
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
        sheets = []
        for sheet in book.iter(f"{_MAIN}sheet"):
            target = targets.get(sheet.get(f"{_REL}id"), "")
            member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if target and member in archive.namelist():
                sheets.append((sheet.get("name", ""), member))
        return sheets


_CELL = re.compile(rb'<c r="([A-Z]{1,3})[0-9]')
_ROW = re.compile(rb'<row[^>]* r="([0-9]+)"')


class Sheet:
    """One sheet of a workbook.

    DuckDB's excel extension reads it where it can, several times faster than calamine; calamine
    reads what the extension refuses (TikTok's malformed sheets, .xls).
    """

    def __init__(
        self, path: Path, con: duckdb.DuckDBPyConnection, name: str, member: str | None
    ) -> None:
        self.path = path
        self.con = con
        self.name = name
        self.member = member
        self._rows: pa.Table | None = None

    def _extent(self) -> tuple[int, int]:
        """The last row, and the number of columns of the first rows, without parsing the sheet."""
        assert self.member is not None
        with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as sheet:
            head = tail = sheet.read(_BLOCK)
            while block := sheet.read(_BLOCK):
                tail = tail[-_BLOCK:] + block
        numbers = _ROW.findall(tail)
        width = max((_column_number(c) for c in set(_CELL.findall(head))), default=0)
        return int(numbers[-1]) if numbers else 0, width

    def _all(self) -> pa.Table:
        if self._rows is None:
            try:
                self._rows = self._read_fast()
            except (duckdb.Error, ValueError):
                self._rows = self._read_calamine()
        return self._rows

    def _read_fast(self) -> pa.Table:
        last_row, width = self._extent() if self.member else (0, 0)
        if not last_row or not width:
            raise ValueError("an extent that the extension needs is not there")
        return self.con.execute(
            f"""select * from read_xlsx(?, sheet = ?, header = false, all_varchar = true,
            stop_at_empty = false, range = 'A1:{_column_name(width)}{last_row}')""",
            [str(self.path), self.name],
        ).to_arrow_table()

    def _read_calamine(self) -> pa.Table:
        try:
            book = python_calamine.load_workbook(self.path)
            rows = book.get_sheet_by_name(self.name).to_python(skip_empty_area=False)
        except (python_calamine.CalamineError, OSError) as error:
            raise UnreadableFile(
                f"the sheet {self.name!r} cannot be read ({error}); download the file again"
            ) from None
        width = max((len(row) for row in rows), default=0)
        return pa.table(
            {
                f"c{i}": pa.array(
                    [_cell_text(row[i]) if i < len(row) else None for row in rows], pa.string()
                )
                for i in range(width)
            }
        )

    def preview(self) -> list[Row]:
        head = self._all().slice(0, PREVIEW_ROWS)
        return [list(row) for row in zip(*(column.to_pylist() for column in head), strict=True)]

    def load(self, con: duckdb.DuckDBPyConnection, header_row: int, width: int) -> None:
        table = self._all()
        con.register("sheet", table)
        columns = ", ".join(
            f'"{table.column_names[i]}" as c{i}' if i < table.num_columns else f"null::varchar as c{i}"
            for i in range(width)
        )
        con.execute(
            f"""create or replace temp table cells as
            select * from (select row_number() over () as _row, null::integer as _width, {columns}
            from sheet) where _row > {header_row}"""
        )
        con.unregister("sheet")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _column_name(number: int) -> str:
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _cell_text(value: object) -> str | None:
    """A calamine cell as the text that the same cell of a CSV would be."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        # Beyond 2**53 a number has lost digits: keep it in scientific notation, so it is refused.
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    return str(value)
