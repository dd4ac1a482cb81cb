"""The pages' tables as a workbook and as CSV files, for whoever counts on in a spreadsheet.

The same tables give the same bytes. What is text stays text: a name that begins with = is no
formula, in the workbook by its cell's type and in CSV by an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter

from reports.render.page import Page
from reports.render.queries import Published, QueryError

SHEET_NAME = 31  # characters; Excel opens no more
ROWS = 1_048_575  # below the header
TEXT = 32_767  # characters of a cell
FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
FORMULA = ("=", "+", "-", "@", "\t", "\r")

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CREATED = datetime(2026, 1, 1)  # a workbook holds the moment it was made; the same one, always


@dataclass(frozen=True)
class Sheet:
    """A query of one page or of several that ask the same."""

    name: str
    file: str
    pages: str
    query: str
    table: str
    sql: str
    description: str


def sheets(
    pages: Iterable[Page], published: Published, described: Mapping[str, str]
) -> list[Sheet]:
    """A sheet for each different query, in the order of the pages. Raises PageError."""
    found: dict[str, Sheet] = {}
    names: set[str] = set()
    for page in pages:
        for query in page.queries.values():
            try:
                table = published.source(query.sql, dict.fromkeys(query.parameters, ""))
            except QueryError as error:
                raise page.error(query.line, f"query {query.name}: {error}") from None
            # A page of many entities asks for one of them at a time; here all are told.
            # `source` tells none but the names of published files, and when it is fetched this is
            # checked as a page's own query is: one plain select, of a table that is there.
            everything = f"select * from {table}"  # noqa: S608
            sql = everything if query.parameters else query.sql
            key = " ".join(sql.split())
            if key in found:
                known = found[key]
                if page.title not in known.pages.split(", "):
                    found[key] = replace(known, pages=f"{known.pages}, {page.title}")
                continue
            name = _sheet_name(page.title, query.name, names)
            names.add(name.lower())
            file = f"{_file_name(page.file)}.{query.name}.csv"
            found[key] = Sheet(
                name, file, page.title, query.name, table, sql, described.get(table, "")
            )
    return list(found.values())


def _file_name(page: str) -> str:
    """executive of executive.md, products-sku of products/[sku].md."""
    return re.sub(r"[^\w.-]+", "-", page.removesuffix(".md")).strip("-")


def _sheet_name(title: str, query: str, taken: set[str]) -> str:
    """Page and query, cut to what a sheet's name may be; Excel does not tell a from A."""
    title = _FORBIDDEN.sub(" ", title).strip()
    query = query.replace("_", " ")[: SHEET_NAME - 2]
    for number in range(1, 1000):
        mark = f" {number}" if number > 1 else ""
        room = SHEET_NAME - len(query) - len(mark) - 2
        name = f"{title[:room].strip()}, {query}{mark}" if room > 0 else f"{query}{mark}"
        if name.lower() not in taken:
            return name
    raise ValueError(f"more than 999 queries are called {query}")


def csv_bytes(table: pa.Table) -> Iterator[bytes]:
    """With a BOM: without one Excel shows Thai as something else."""
    yield b"\xef\xbb\xbf" + _csv_rows([table.column_names])
    for batch in table.to_batches(max_chunksize=10_000):
        yield _csv_rows(zip(*(map(_csv_cell, column.to_pylist()) for column in batch), strict=True))


def _csv_rows(rows: Iterable[Iterable[Any]]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


def _csv_cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def write_workbook(
    target: Path,
    listed: list[Sheet],
    fetch: Callable[[Sheet], pa.Table],
    report: Callable[[int, int, str], None] = lambda done, total, what: None,
) -> None:
    """A sheet of contents and one per table, written row by row: memory does not grow with them."""
    book = xlsxwriter.Workbook(
        target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties({"created": _CREATED, "title": "Talad"})
    formats = _Formats(book)
    contents = book.add_worksheet("Contents")
    places = [(sheet, book.add_worksheet(sheet.name)) for sheet in listed]
    written = []
    for done, (sheet, place) in enumerate(places, start=1):
        table = fetch(sheet)
        _write_table(place, table, formats)
        written.append((sheet, table.num_rows))
        report(done, len(places), sheet.name)
    _write_contents(contents, written, formats)
    book.close()


class _Formats:
    """A column's format follows from its name and type."""

    def __init__(self, book: Any) -> None:
        self.header = book.add_format({"bold": True, "bottom": 1})
        self.link = book.add_format({"font_color": "#0563C1", "underline": 1})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        # The cell says that it is text even after somebody has edited it.
        self.quoted = book.add_format({"quote_prefix": True})
        self.whole = book.add_format({"num_format": "#,##0"})
        self.money = book.add_format({"num_format": "#,##0.00"})
        self.number = book.add_format({"num_format": "#,##0.00##"})
        self.percent = book.add_format({"num_format": "0.0%"})
        self.date = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})

    def of(self, name: str, kind: pa.DataType) -> Any:
        if pa.types.is_date(kind):
            return self.date
        if pa.types.is_timestamp(kind):
            return self.moment
        if pa.types.is_integer(kind):
            return self.whole
        if pa.types.is_decimal(kind) or pa.types.is_floating(kind):
            if name.endswith(("_pct", "_share", "_rate")) and "exchange" not in name:
                return self.percent
            return self.money if name.endswith("_amount") else self.number
        return None


def _write_table(place: Any, table: pa.Table, formats: _Formats) -> None:
    place.freeze_panes(1, 0)
    kinds = [formats.of(field.name, field.type) for field in table.schema]
    for at, (field, form) in enumerate(zip(table.schema, kinds, strict=True)):
        width = max(len(field.name) + 2, 24 if pa.types.is_string(field.type) else 12)
        place.set_column(at, at, width, form)
    for at, name in enumerate(table.column_names):
        place.write_string(0, at, name, formats.header)
    row = 0
    for batch in table.slice(0, ROWS).to_batches(max_chunksize=10_000):
        for cells in zip(*(column.to_pylist() for column in batch), strict=True):
            row += 1
            for at, (value, form) in enumerate(zip(cells, kinds, strict=True)):
                _write_cell(place, row, at, value, form, formats)
    if row:
        place.autofilter(0, 0, row, len(kinds) - 1)


def _write_cell(place: Any, row: int, at: int, value: Any, form: Any, formats: _Formats) -> None:
    match value:
        case None:
            return
        case bool():
            place.write_boolean(row, at, value)
        case str():
            text = _CONTROL.sub("", value)[:TEXT]
            place.write_string(row, at, text, formats.quoted if text.startswith(FORMULA) else form)
        case date() if (value.date() if isinstance(value, datetime) else value) < FIRST_DAY:
            place.write_string(row, at, value.isoformat())
        case date():
            place.write_datetime(row, at, value, form)
        case _:
            place.write_number(row, at, float(value), form)


def _write_contents(place: Any, written: list[tuple[Sheet, int]], formats: _Formats) -> None:
    place.freeze_panes(1, 0)
    columns = (
        ("Sheet", 32),
        ("Page", 24),
        ("Query", 20),
        ("Table", 36),
        ("Rows", 10),
        ("What it holds", 100),
    )
    for at, (title, width) in enumerate(columns):
        place.set_column(at, at, width)
        place.write_string(0, at, title, formats.header)
    for row, (sheet, rows) in enumerate(written, start=1):
        cut = "" if rows <= ROWS else f" Only the first {ROWS:,} rows; {sheet.file} holds all."
        place.write_url(row, 0, f"internal:'{sheet.name}'!A1", formats.link, sheet.name)
        for at, text in enumerate((sheet.pages, sheet.query, sheet.table), start=1):
            place.write_string(row, at, text)
        place.write_number(row, 4, rows, formats.whole)
        place.write_string(row, 5, sheet.description + cut, formats.wrap)
