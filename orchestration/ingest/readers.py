"""Opens a CSV or a workbook as a table of text cells, whatever its encoding and layout.

A reader hands over the first rows, for recognition, and then all rows below the header as a DuckDB
view `cells(_row, _width, c0, c1, …)`: `_row` is the line or row of the original, `_width` is the
number of cells of a row that has too few or too many, 0 where a quotation mark is not closed, else
null. It stands on a table of the reader's own, so that rows are written once and numbered when they
are read.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import json
import os
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Protocol
from xml.etree import ElementTree

import duckdb
import duckdb_extension_excel
import duckdb_extension_httpfs
import msoffcrypto
import msoffcrypto.exceptions
import pyarrow as pa
import python_calamine

from orchestration.files import as_pattern, modified_at
from orchestration.ingest.cells import BLANKS, literal
from orchestration.ingest.records import Record, records

PREVIEW_ROWS = 40  # the deepest header seen stands on row 18 (Shopee's wallet report)
TABLE_SUFFIXES = {".csv", ".tsv", ".txt", ".json", ".xlsx", ".xls", ".xlsm"}
_BLOCK = 1 << 20

Row = Sequence[str | None]


class UnreadableFile(Exception):
    """A file that cannot be read as a table; the message is one line: what is wrong, what to do."""


@dataclass(frozen=True)
class Scan:
    """What one pass over a file's bytes tells."""

    sha256: str
    size: int
    modified_at: datetime
    magic: bytes
    encoding: str | None  # None: neither UTF-8 nor UTF-16
    lines: int
    has_nul: bool = False
    is_cut: bool = False  # UTF-8 up to an unfinished last character
    has_lone_returns: bool = False  # CR without LF: within cells, or the end of a line
    blanks: str = BLANKS  # those of the blanks that UTF-8 text may hold


def scan(path: Path) -> Scan:
    """Read a file once: its hash, its size, its encoding and how many lines it has."""
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    magic, size, newlines, returns, last = b"", 0, 0, 0, b""
    is_utf8, has_nul, is_cut = True, False, False
    absent = {blank.encode()[:1]: blank for blank in BLANKS}  # a first byte is enough to tell
    with path.open("rb") as file:
        modified = modified_at(os.fstat(file.fileno()))
        while block := file.read(_BLOCK):
            magic = magic or block[:8]
            digest.update(block)
            size += len(block)
            newlines += block.count(b"\n")
            if found := block.count(b"\r"):
                returns += found - block.count(b"\r\n")
            returns -= last == b"\r" and block[:1] == b"\n"
            last = block[-1:]
            has_nul = has_nul or b"\x00" in block
            text = block if size > len(block) else block.removeprefix(codecs.BOM_UTF8)
            absent = {byte: blank for byte, blank in absent.items() if byte not in text}
            if is_utf8:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    is_utf8 = False
    if is_utf8:
        is_cut = bool(decoder.getstate()[0])
    if magic.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding: str | None = "utf-16"
    else:
        encoding = "utf-8-sig" if is_utf8 else None
    lines = newlines + (last not in (b"", b"\n"))
    sha256 = digest.hexdigest()
    blanks = "".join(blank for blank in BLANKS if blank not in absent.values())
    return Scan(
        sha256, size, modified, magic, encoding, lines, has_nul, is_cut, returns > 0, blanks
    )


def is_unchanged(path: Path, scanned: Scan) -> bool:
    """Whether a file is still the one that was scanned, as far as its size and time tell."""
    stat = path.stat()
    return (stat.st_size, modified_at(stat)) == (scanned.size, scanned.modified_at)


class Table(Protocol):
    """One table of a file: a CSV, a JSON document, or a sheet of a workbook."""

    name: str  # of a workbook's sheet; elsewhere empty
    blanks: str  # those of BLANKS that its cells may hold

    def preview(self) -> list[Row]:
        """The first rows, at most PREVIEW_ROWS."""

    def load(self, con: duckdb.DuckDBPyConnection, header_row: int, width: int) -> None:
        """Make the view `cells` of all rows below `header_row` (counted from 1)."""


@contextmanager
def open_tables(
    path: Path, scanned: Scan, con: duckdb.DuckDBPyConnection, password: str = ""
) -> Iterator[list[Table]]:
    """The tables of a file. Raises UnreadableFile with one line where there are none.

    `password` opens locked workbooks. `cells` is gone when the block ends.
    """
    tables = _tables(path, scanned, con, password)
    try:
        yield tables
    except UnicodeError:
        if not isinstance(tables[0], Csv):
            raise
        raise UnreadableFile(
            "the text is neither UTF-8, UTF-16 nor Thai cp874; save it as CSV UTF-8"
        ) from None
    finally:
        con.execute("drop view if exists cells")
        for number in range(len(tables)):
            con.execute(f"drop table if exists {_grid(number)}")


def _grid(number: int) -> str:
    """The table that the cells of a file's table stand in, by the table's number."""
    return f"grid_{number}"


def _tables(
    path: Path, scanned: Scan, con: duckdb.DuckDBPyConnection, password: str
) -> list[Table]:
    if scanned.size == 0:
        raise UnreadableFile("the file is empty (0 bytes); download it again")
    is_zip, is_ole = scanned.magic.startswith(b"PK"), scanned.magic.startswith(b"\xd0\xcf\x11\xe0")
    if is_zip or is_ole:
        return list(_workbook(path, con, is_zip, password))
    if path.suffix.lower() in (".xlsx", ".xls", ".xlsm"):
        raise UnreadableFile(
            f"the file is named {path.suffix} but is not a workbook"
            + (
                "; it is a text file, rename it to .csv"
                if _is_text(scanned)
                else "; it is damaged, download it again"
            )
        )
    if not _is_text(scanned):
        raise UnreadableFile(
            "the file is neither text nor a workbook, or damaged; download it again"
        )
    if scanned.is_cut:
        raise UnreadableFile(
            "the file ends within a character: the download was cut short; download it again"
        )
    return [Json(path) if path.suffix.lower() == ".json" else Csv(path, scanned)]


def _is_text(scanned: Scan) -> bool:
    """NUL bytes stand in no text but UTF-16; a crash leaves runs of them in a file."""
    return scanned.encoding == "utf-16" or not scanned.has_nul


# --- text ----------------------------------------------------------------------------------------


class Csv:
    """A delimited text file.

    What is neither UTF-8 nor UTF-16 is tried as cp874, the Thai code page of older exports; a
    caller accepts that only when Thai headers come out of it.
    """

    name = ""

    def __init__(self, path: Path, scanned: Scan) -> None:
        self.path = path
        self.lines = scanned.lines
        self.blanks = scanned.blanks
        self.encoding = scanned.encoding or "cp874"
        self._has_lone_returns = scanned.has_lone_returns
        self.delimiter = ","
        self._last_lines: dict[int, int] = {}  # of the records that span lines, by their first

    def preview(self) -> list[Row]:
        with self.path.open(encoding=self.encoding, newline="") as file:
            # Lines, not a fixed number of characters: a cut in a quoted cell would be misread.
            head = list(islice(file, PREVIEW_ROWS * 4))
        rows = {d: list(csv.reader(head, delimiter=d)) for d in (",", "\t", ";")}
        self.delimiter = max(rows, key=lambda delimiter: _regularity(rows[delimiter]))
        if not _regularity(rows[self.delimiter]):
            return []
        # A record may span lines, so the header's row is told as the line that it begins on.
        lines: list[Row] = []
        for record in records(head, self.delimiter):
            self._last_lines[record.first] = record.last
            lines.append(record.cells)
            lines.extend([] for _ in range(record.last - record.first))
        return lines[:PREVIEW_ROWS]

    def load(self, con: duckdb.DuckDBPyConnection, header_row: int, width: int) -> None:
        above = self._last_lines.get(header_row, header_row)
        for is_parallel in (True, False):
            try:
                return self._load_fast(con, above, width, is_parallel)
            except (duckdb.Error, UnicodeError):
                # Of cells that hold line breaks several threads can make nothing. (A message of
                # DuckDB's that quotes half a letter is an error of its own.)
                continue
        # Rows of another width, broken quotes, or no UTF-8: slower, but loses nothing.
        self._load_each(con, above, width)

    def _load_fast(
        self, con: duckdb.DuckDBPyConnection, above: int, width: int, is_parallel: bool
    ) -> None:
        if self.encoding != "utf-8-sig":
            raise duckdb.Error("the fast reader takes UTF-8 alone")
        if self._has_lone_returns:
            raise duckdb.Error("it loses characters after a line that ends in CR, where it skips")
        # One cell more than the header has, and padding: what a row lacks is null and what is
        # blank is not, so that rows of another width are found. Left to itself DuckDB passes over
        # blank cells at a row's end, and a row that a stray comma has shifted would look right.
        names = [f"c{i}" for i in range(width + 1)]
        con.execute(
            f"""create or replace temp table {_grid(0)} as select *
            from read_csv(?, header = false, skip = {above}, delim = ?, quote = '"',
                escape = '"', auto_detect = false, strict_mode = true, parallel = {is_parallel},
                null_padding = true, nullstr = '\x01', hive_partitioning = false,
                columns = {{{", ".join(f"'{name}': 'VARCHAR'" for name in names)}}})""",
            [as_pattern(self.path), self.delimiter],
        )
        records_read, ragged = con.execute(
            f"""select count(*),
                count(*) filter (where c{width - 1} is null or c{width} is not null)
            from {_grid(0)}"""
        ).fetchone() or (0, 0)
        if ragged:
            raise duckdb.Error("rows of another width")
        if records_read == self.lines - above:
            self.blanks = self.blanks.replace("\n", "")
            _show_cells(con, f"select rowid + {above + 1} as _row, null::integer as _width, *")
        else:
            # Cells hold line breaks, or there are blank lines: ask where each record begins.
            self._number_records(con, above, records_read)

    def _number_records(
        self, con: duckdb.DuckDBPyConnection, above: int, records_read: int
    ) -> None:
        starts = [record.first for record in self._records(above) if record.cells]
        if len(starts) != records_read:
            raise duckdb.Error("the records of the two readers differ")
        begins = pa.table({"_row": pa.array(starts, pa.int64())})
        con.register("begins", begins)
        con.execute(f"alter table {_grid(0)} rename to unnumbered")
        con.execute(
            f"""create or replace temp table {_grid(0)} as
            select _row, null::integer as _width, unnumbered.*
            from begins positional join unnumbered"""
        )
        con.execute("drop table unnumbered")
        con.unregister("begins")
        _show_cells(con)

    def _records(self, above: int) -> Iterator[Record]:
        """Each record below the header."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            yield from records(islice(file, above, None), self.delimiter, first=above + 1)

    def _load_each(self, con: duckdb.DuckDBPyConnection, above: int, width: int) -> None:
        _create_cells(con, width)
        rows: list[tuple[int, int | None, list[str]]] = []
        for record in self._records(above):
            if record.is_broken:
                rows.append((record.first, 0, record.cells))
            elif cells := record.cells:
                rows.append((record.first, None if len(cells) == width else len(cells), cells))
            if len(rows) >= 50_000:
                _insert_cells(con, rows, width)
                rows.clear()
        _insert_cells(con, rows, width)


class Lines:
    """A text file without a header: each line fits a regular expression with a group per column."""

    name = ""

    def __init__(self, text: Csv, pattern: str) -> None:
        self._text = text
        self.blanks = text.blanks
        self._pattern = re.compile(pattern)
        self.headers = tuple(self._pattern.groupindex)

    def preview(self) -> list[Row]:
        with self._text.path.open(encoding=self._text.encoding) as file:
            found = [self._pattern.fullmatch(line.rstrip("\r\n")) for line in islice(file, 5)]
        return [match.groups() for match in found if match]

    def load(self, con: duckdb.DuckDBPyConnection, header_row: int, width: int) -> None:
        """Make `cells` of all lines; one that does not fit is a row of a single cell."""
        _create_cells(con, width)
        rows: list[tuple[int, int | None, list[str]]] = []
        with self._text.path.open(encoding=self._text.encoding) as file:
            for number, line in enumerate(file, start=1):
                text = line.rstrip("\r\n")
                if found := self._pattern.fullmatch(text):
                    rows.append((number, None, [cell or "" for cell in found.groups()]))
                elif text.strip():
                    rows.append((number, 1, [text]))
                if len(rows) >= 50_000:
                    _insert_cells(con, rows, width)
                    rows.clear()
        _insert_cells(con, rows, width)


class Json:
    """A JSON document: an object is a row, a list of objects is a row each.

    What lies deeper is a column of its own with a dotted name: `overview.delivered`,
    `messages.0.impression`. Rows are counted from 1.
    """

    name = ""
    blanks = BLANKS

    def __init__(self, path: Path) -> None:
        try:
            with path.open(encoding="utf-8-sig") as file:
                said = json.load(file, parse_float=str, parse_int=str)
        except json.JSONDecodeError as error:
            raise UnreadableFile(
                f"the JSON is broken in line {error.lineno}, column {error.colno} ({error.msg}); "
                "download it again"
            ) from None
        except (UnicodeError, RecursionError):
            raise UnreadableFile("the file is no JSON text; download it again") from None
        elements = said if isinstance(said, list) else [said]
        rows = [dict(_leaves(element)) for element in elements if isinstance(element, dict)]
        self.headers = list(dict.fromkeys(header for row in rows for header in row))
        self._rows = [[row.get(header) for header in self.headers] for row in rows]

    def preview(self) -> list[Row]:
        return [self.headers]

    def load(self, con: duckdb.DuckDBPyConnection, header_row: int, width: int) -> None:
        _create_cells(con, width)
        cells = [[cell or "" for cell in row] for row in self._rows]
        _insert_cells(con, [(n, None, row) for n, row in enumerate(cells, start=1)], width)


def _leaves(value: object, name: str = "") -> Iterator[tuple[str, str | None]]:
    """The values of a JSON document as text, by dotted name; null and nothing are missing."""
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            yield from _leaves(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, bool):
        yield name, "true" if value else "false"
    else:
        yield name, None if value is None else str(value)


def _regularity(rows: list[list[str]]) -> int:
    """How much of a text a delimiter explains: cells in rows of the commonest width, if above 1.

    Not the widest row: a tab inside quoted cells, as TikTok ends its ids with, may make one longer.
    """
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max((width * count for width, count in widths.items()), default=0)


def _show_cells(con: duckdb.DuckDBPyConnection, select: str = "select *") -> None:
    con.execute(f"create or replace temp view cells as {select} from {_grid(0)}")


def _create_cells(con: duckdb.DuckDBPyConnection, width: int) -> None:
    columns = ", ".join(f"c{i} varchar" for i in range(width))
    con.execute(f"create or replace temp table {_grid(0)} (_row bigint, _width integer, {columns})")
    _show_cells(con)


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
    con.execute(f"insert into {_grid(0)} select * from batch")
    con.unregister("batch")


# --- workbooks -----------------------------------------------------------------------------------


def excel_extension() -> Path:
    """DuckDB's excel extension, as its wheel installs it."""
    return _extension(duckdb_extension_excel, "excel")


def _extension(wheel: ModuleType, name: str) -> Path:
    folder = Path(next(iter(wheel.__path__))) / "extensions" / f"v{duckdb.__version__}"
    return folder / f"{name}.duckdb_extension"


MEMORY = "400MB"  # of DuckDB; with Python, pandas and the suites a run stays below 1 GB


def connect(threads: int, spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A connection in memory that can read workbooks; files may be landed on it one by one.

    What is more than MEMORY goes to the folder `spill`, encrypted by a key that the process alone
    has, since the cells of a file name people.
    """
    con = duckdb.connect(config={"threads": threads})
    con.load_extension(str(excel_extension()))
    # It makes a join of `in` with five signs for missing: one per column, at several MB each.
    con.execute("set disabled_optimizers = 'in_clause'")
    if spill:
        # Not for the network: it brings the OpenSSL without which DuckDB encrypts no file.
        con.load_extension(str(_extension(duckdb_extension_httpfs, "httpfs")))
        con.execute("set temp_file_encryption = true")
        con.execute(f"set temp_directory = {literal(str(spill))}")
        con.execute(f"set memory_limit = {literal(MEMORY)}")
    return con


def one_row(con: duckdb.DuckDBPyConnection, sql: str) -> tuple[int, ...]:
    """What a query of one row gives, where that is counts or truths."""
    row: tuple[int, ...] = con.execute(sql).fetchall()[0]
    return row


# What reading a damaged or locked archive raises.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)


# The part of a locked workbook that holds the real one.
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def _workbook(
    path: Path, con: duckdb.DuckDBPyConnection, is_zip: bool, password: str
) -> Iterator[Table]:
    if not is_zip:
        content = path.read_bytes()
        if _LOCKED in content:
            content = _unlocked(content, password)
        for number, name in enumerate(_calamine_book(content).sheet_names):
            yield Sheet(path, con, number, name, None, content)
        return
    try:
        sheets = _sheet_files(path)
    except (KeyError, ElementTree.ParseError):
        raise UnreadableFile(
            "the file is a zip archive but not a workbook; unpack it into the folder"
        ) from None
    except _DAMAGE:
        raise UnreadableFile("the workbook is cut short or damaged; download it again") from None
    for number, (name, member) in enumerate(sheets):
        yield Sheet(path, con, number, name, member)


def _unlocked(content: bytes, password: str) -> bytes:
    """The workbook inside a locked one, in memory: it is never written unlocked."""
    if not password:
        raise UnreadableFile(
            "the workbook is locked with a password; set TALAD_WORKBOOK_PASSWORD or save it without"
        )
    inside = BytesIO()
    try:
        book = msoffcrypto.OfficeFile(BytesIO(content))
        book.load_key(password=password, verify_password=True)
        book.decrypt(inside)
    except msoffcrypto.exceptions.InvalidKeyError:
        raise UnreadableFile(
            "the workbook is locked with another password than TALAD_WORKBOOK_PASSWORD"
        ) from None
    except Exception as error:
        # The library raises many kinds on a damaged container.
        raise UnreadableFile(
            f"the locked workbook cannot be read ({type(error).__name__}); download it again"
        ) from None
    return inside.getvalue()


def _calamine_book(content: bytes) -> python_calamine.CalamineWorkbook:
    """Opened by its content: calamine would go by the name, and Shopee calls an .xlsx .xls."""
    try:
        return python_calamine.load_workbook(BytesIO(content))
    except python_calamine.CalamineError as error:
        raise UnreadableFile(
            "the workbook is locked with a password; save it without one"
            if isinstance(error, python_calamine.PasswordError)
            else f"the workbook cannot be read ({error}); download it again"
        ) from None


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
# A number of more figures than a cell holds: 0.1 stored as 0.10000000000000001, or an id that has
# lost its last figures and whose writer made some up. The extension would give them as they stand.
_INEXACT = re.compile(rb"<v>-?(?:[0-9]{16}|[0-9.]{17})")


class Sheet:
    """One sheet of a workbook.

    DuckDB's excel extension reads it where it can, several times faster than calamine; calamine
    reads what the extension refuses or would misread (TikTok's malformed sheets, .xls).
    """

    blanks = BLANKS

    def __init__(
        self,
        path: Path,
        con: duckdb.DuckDBPyConnection,
        number: int,
        name: str,
        member: str | None,
        content: bytes = b"",
    ) -> None:
        """The sheet of this number in the workbook, counted from 0.

        `member` is its part of the archive; without one `content` is the workbook.
        """
        self.path = path
        self.content = content
        self.con = con
        self.name = name
        self.member = member
        self._number = number
        self._width: int | None = None  # of its table, once that has been made
        self._head: list[Row] | None = None  # its first rows, once they have been asked for

    def _extent(self, member: str) -> tuple[int, int]:
        """The last row, and the number of columns of the first rows, without parsing the sheet.

        Raises ValueError where the sheet is one that the extension would misread.
        """
        with zipfile.ZipFile(self.path) as archive:
            if b"date1904" in archive.read("xl/workbook.xml"):
                raise ValueError("days counted from another date")
            with archive.open(member) as sheet:
                head = tail = sheet.read(_BLOCK)
                while block := sheet.read(_BLOCK):
                    tail = tail[-_BLOCK:] + block
                    if _INEXACT.search(tail):
                        raise ValueError("numbers of too many figures")
        first = _ROW.findall(head)
        if len(first) != len(set(first)):
            raise ValueError("a row in several pieces")  # as TikTok writes the header
        if _INEXACT.search(head):
            raise ValueError("numbers of too many figures")
        numbers = _ROW.findall(tail)
        width = max((_column_number(c) for c in set(_CELL.findall(head))), default=0)
        if not numbers or not width:
            raise ValueError("rows or cells without their place")
        return int(numbers[-1]), width

    def _read(self) -> int:
        """Make the table of all its cells, once, and tell how many columns it has."""
        if self._width is None:
            try:
                self._width = self._read_fast()
            except (duckdb.Error, *_DAMAGE):
                self._width = self._read_calamine()
        return self._width

    def _read_fast(self) -> int:
        if self.member is None:
            raise ValueError("not an .xlsx")
        last_row, width = self._extent(self.member)
        names = ", ".join(f"c{i}" for i in range(width))
        self.con.execute(
            f"""create or replace temp table {_grid(self._number)} as
            select * from read_xlsx(?, sheet = ?, header = false, all_varchar = true,
                stop_at_empty = false, range = 'A1:{_column_name(width)}{last_row}')
                as sheet({names})""",
            [as_pattern(self.path), self.name],
        )
        return width

    def _read_calamine(self) -> int:
        if self.member is not None and _is_damaged(self.path):  # calamine would not notice
            raise UnreadableFile("the workbook is cut short or damaged; download it again")
        try:
            book = _calamine_book(self.content or self.path.read_bytes())
            rows = book.get_sheet_by_name(self.name).to_python(skip_empty_area=False)
        except python_calamine.CalamineError as error:
            raise UnreadableFile(
                f"the sheet {self.name!r} cannot be read ({error}); download the file again"
            ) from None
        width = max((len(row) for row in rows), default=0)
        if width:
            sheet = pa.table(
                {
                    f"c{i}": pa.array(
                        [_cell_text(row[i]) if i < len(row) else None for row in rows], pa.string()
                    )
                    for i in range(width)
                }
            )
            self.con.register("sheet", sheet)
            self.con.execute(f"create or replace temp table {_grid(self._number)} as from sheet")
            self.con.unregister("sheet")
        return width

    def preview(self) -> list[Row]:
        if self._head is None:
            head = f"from {_grid(self._number)} limit {PREVIEW_ROWS}"
            self._head = list(self.con.execute(head).fetchall()) if self._read() else []
        return self._head

    def load(self, con: duckdb.DuckDBPyConnection, header_row: int, width: int) -> None:
        known = self._read()
        columns = ", ".join(
            f"c{i}" if i < known else f"null::varchar as c{i}" for i in range(width)
        )
        con.execute(
            f"""create or replace temp view cells as
            select rowid + 1 as _row, null::integer as _width, {columns}
            from {_grid(self._number)} where rowid >= {header_row}"""
        )


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


def _is_damaged(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is not None
    except _DAMAGE:
        return True


_EPOCH = datetime(1899, 12, 30)


def _cell_text(value: object) -> str | None:
    """A calamine cell as the text that the extension makes of the same cell."""
    match value:
        case None | "":
            return None
        case bool():
            return "1" if value else "0"
        case datetime():
            return _serial(value - _EPOCH)
        case date():
            return _serial(datetime.combine(value, time()) - _EPOCH)
        case time():
            return _serial(datetime.combine(_EPOCH, value) - _EPOCH)
        case timedelta():
            return _serial(value)
        case float() if abs(value) >= 2**53:
            # It has lost digits: in scientific notation it is refused as an id.
            return f"{value:.16E}"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case _:
            return str(value)


def _serial(since: timedelta) -> str:
    """Days as a workbook counts them."""
    days = since / timedelta(days=1)
    return str(int(days)) if days.is_integer() else repr(days)
