"""What the tests of ingest share: the folders of a shop, files made by hand, and what came in."""

import csv
import io
import os
import shutil
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock
from xml.sax.saxutils import escape

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from orchestration import settings
from orchestration.ingest import checks, land, ledger, readers
from orchestration.ingest.ingest import Ingested, ingest
from orchestration.ingest.ledger import LedgerRow
from orchestration.ingest.privacy import HashKey
from orchestration.ingest.registry import Formats, formats
from orchestration.ingest.spec import Export

FIXTURES = Path(__file__).parents[1] / "exports"
KEY = "the key of the tests, long enough to be one"

Cell = str | int | float | bool | date | datetime | None
Row = dict[str, Any]


def deep(small: int, large: int) -> int:
    """The size of a test: the large one with TALAD_TEST_DEEP=1."""
    return large if os.environ.get("TALAD_TEST_DEEP") == "1" else small


class Shop:
    """The folders of one test: exports, data and the key, all below `root`."""

    def __init__(self, root: Path, data: Path | None = None) -> None:
        self.exports = root / "exports"
        self.data = data or root / "data"
        self.key_file = root / "hash.key"
        self.exports.mkdir(parents=True, exist_ok=True)
        self.key_file.write_text(KEY)
        self.settings = settings.load(self.environment)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "TALAD_EXPORTS": str(self.exports),
            "TALAD_DATA": str(self.data),
            "TALAD_KEY_FILE": str(self.key_file),
        }

    def put(self, name: str, content: str | bytes) -> Path:
        """Write an export file below `exports`."""
        path = self.exports / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def put_fixture(self, fixture: str, name: str | None = None) -> Path:
        """Copy a file of tests/exports; a name in .xlsx makes it a workbook of text cells."""
        source, name = FIXTURES / fixture, name or fixture
        if name.endswith(".xlsx"):
            path = self.exports / name
            path.parent.mkdir(parents=True, exist_ok=True)
            return workbook(path, {"orders": rows_of(source)})
        return self.put(name, source.read_bytes())

    def ingest(self, *, with_suites: bool = False) -> Ingested:
        """Ingest the folder; without the suites at the door, which take many seconds to import."""
        with ExitStack() as stack:
            if not with_suites:
                stack.enter_context(mock.patch.object(checks, "start_importing"))
                stack.enter_context(mock.patch.object(checks, "check", return_value=[]))
            return ingest(self.settings)

    def ingest_one(self, name: str, content: str | bytes) -> LedgerRow:
        """Land a single file, which must be known, without looking at the others."""
        return self.land(self.put(name, content))

    def land(self, path: Path, *known: Export, password: str = "") -> LedgerRow:
        """Land one file, as one of the `known` formats or of all. Raises what landing raises."""
        places = land.Places(
            raw=self.settings.raw,
            quarantine=self.settings.quarantine,
            ledger=self.settings.ledger,
            key=HashKey(KEY.encode()),
            ingested_at=datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None),
            formats=Formats(known) if known else formats(),
            password=password,
        )
        name = path.relative_to(self.exports).as_posix()
        return land.land(_connection(), path, name, readers.scan(path), places)

    # --- what came in --------------------------------------------------------------------------

    def landed(self, *files: LedgerRow | str) -> list[Row]:
        """The rows that landed, of some files (name or ledger row) or of all, by file and row."""
        names = {f if isinstance(f, str) else f.file for f in files}
        found = [row for path in self._members(self.settings.raw) for row in _read(path)]
        if names:
            found = [row for row in found if row["_file"] in names]
        return sorted(found, key=lambda r: (r["_file"], r["_row"]))

    def quarantined(self, *files: LedgerRow | str) -> list[Row]:
        """The bad cells of the rows that did not land."""
        names = {f if isinstance(f, str) else f.file for f in files}
        found = [row for path in self._members(self.settings.quarantine) for row in _read(path)]
        if names:
            found = [row for row in found if row["_file"] in names]
        return sorted(found, key=lambda r: (r["_file"], r["_row"], r["column_name"]))

    def ledger(self) -> dict[str, LedgerRow]:
        return {row.file: row for row in ledger.read(self.settings.ledger)}

    def content(self) -> dict[str, Any]:
        """All that a run has written, by path, but for the moment at which it ran."""
        found: dict[str, Any] = {}
        for path in sorted(self.data.rglob("*")):
            if path.is_file() and path != self.settings.lock:
                name = path.relative_to(self.data).as_posix()
                is_raw = path.is_relative_to(self.settings.raw) and path.suffix == ".parquet"
                found[name] = _without_moment(path) if is_raw else path.read_bytes()
        return found

    def _members(self, folder: Path) -> list[Path]:
        return [
            path
            for path in sorted(folder.glob("*/*/*.parquet"))
            if not path.name.startswith(".") and path.name != "empty.parquet"
        ]


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    return readers.connect(2)


def _read(path: Path) -> list[Row]:
    return pq.ParquetFile(path).read().to_pylist()


def _without_moment(path: Path) -> tuple[pa.Schema, list[Row]]:
    table = pq.ParquetFile(path).read()
    if "_ingested_at" in table.column_names:
        table = table.drop_columns(["_ingested_at"])
    return table.schema, table.to_pylist()


# --- writing files -------------------------------------------------------------------------------


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a CSV, as Python's reader gives them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def csv_text(rows: Iterable[Sequence[object]], *, delimiter: str = ",", newline: str = "\n") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return file.getvalue()


def workbook(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    *,
    hidden: Sequence[str] = (),
    **options: Any,
) -> Path:
    """Write a workbook; text stays text, and None and "" leave their cell out."""
    book = xlsxwriter.Workbook(
        path, {"strings_to_numbers": False, "strings_to_urls": False, **options}
    )
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                match cell:
                    case None | "":
                        pass
                    case bool():
                        sheet.write_boolean(row, place, cell)
                    case str():
                        sheet.write_string(row, place, cell)
                    case datetime():
                        sheet.write_datetime(row, place, cell, moment)
                    case date():
                        sheet.write_datetime(row, place, cell, day)
                    case _:
                        sheet.write_number(row, place, cell)
        if name in hidden:
            sheet.hide()
    if hidden:
        next(s for s in book.worksheets() if s.name not in hidden).activate()
    book.close()
    return path


def replace_in(
    path: Path, old: bytes, new: bytes, member: str = "xl/worksheets/sheet1.xml"
) -> None:
    """Change what stands once in a member of a workbook."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert members[member].count(old) == 1
    members[member] = members[member].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def tiktok_workbook(path: Path, header: Sequence[str], rows: Mapping[int, Sequence[str]]) -> Path:
    """A workbook as TikTok writes it: each header cell in a row of its own, all row 1, cells
    with their text in place, an extent that says A1, and the only sheet in `sheet2.xml`.

    `rows` are by their number in the sheet.
    """

    def cell(row: int, place: int, text: str) -> str:
        where = f"{_letters(place)}{row}"
        return f'<c r="{where}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'

    lines = [f'<row r="1">{cell(1, i, text)}</row>' for i, text in enumerate(header)]
    lines += [
        f'<row r="{number}">{"".join(cell(number, i, t) for i, t in enumerate(cells) if t)}</row>'
        for number, cells in sorted(rows.items())
    ]
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    members = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets>'
        '<sheet name="OrderSKUList" sheetId="1" r:id="rId9"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId9" Type="{office}/worksheet" Target="worksheets/sheet2.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet2.xml": f'<worksheet {main}><dimension ref="A1:A1"/><sheetData>'
        f"{''.join(lines)}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}')
    return path


def _letters(place: int) -> str:
    name, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def copy_tree(source: Path, target: Path) -> None:
    shutil.copytree(source, target, dirs_exist_ok=True)
