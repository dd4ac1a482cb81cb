"""`talad templates`: the seller's own sheets as files to fill, with what each column means.

All of it follows from the specs: the headers, their notes and the example rows.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from textwrap import fill
from typing import NoReturn

import xlsxwriter
from rich.console import Console

from orchestration.ingest import registry
from orchestration.ingest.spec import Column, Export, Kind

_HOW = {
    Kind.ID: "text, every digit of it",
    Kind.TEXT: "text",
    Kind.INTEGER: "whole number",
    Kind.NUMBER: "number with a decimal point",
    Kind.MONEY: "amount in the row's currency",
    Kind.DATE: "date: 2026-12-31",
    Kind.TIMESTAMP: "date and time: 2026-12-31 23:59:00",
    Kind.FLAG: "yes or no",
    Kind.PERSON: "text; only its keyed hash is kept",
}
_AS_TEXT = 49  # the number of the built-in format "@"
_FORMATS = {
    Kind.INTEGER: "0",
    Kind.NUMBER: "General",
    Kind.MONEY: "#,##0.00##",
    Kind.DATE: "yyyy-mm-dd",
    Kind.TIMESTAMP: "yyyy-mm-dd hh:mm:ss",
}
_WORDS = re.compile(r"\(\?i\)\((.+)\)")

_README = (
    "The sheets that only you can fill. Each is here twice, as CSV and as workbook: use either, "
    "and leave out the sheets that you do not need. What each column means stands in _columns.csv.",
    "Replace the example rows. Keep the headers as they are, in English; their order does not "
    "matter, columns that are not required may go, and columns of your own are passed over.",
    "Leave a cell blank where you do not know it. 0 means none. Years are Western ones. Dates that "
    "a spreadsheet has made 31/12/2026 or 12/31/2026 are read as well, if a day above 12 in the "
    "file shows which of the two it is.",
    "Ids of many digits: the workbook keeps them as text. In a CSV that a spreadsheet opens, put "
    "an apostrophe before them ('577123456789012340), or their last digits are lost.",
    "Put the filled files anywhere below the exports folder, a second shop's into a folder "
    "shop=<name>, and run `talad run`.",
    "To correct a row, save the whole sheet again with the row as it should be: of two files that "
    "hold it, the one that reaches further in time counts, then the one saved later. A row that "
    "you delete stays, since another file holds it.",
    "Columns for people hold what the platform's export calls the buyer. It is hashed when it is "
    "read; names, phones and addresses in further columns are never read.",
)


def main(folder: Path, out: Console, fail: Callable[[str], NoReturn]) -> None:
    """Write every template, or none where one of them is there already."""
    files = _files()
    there = [name for name in files if (folder / name).exists()]
    if there:
        more = f" and {len(there) - 1} more" if len(there) > 1 else ""
        fail(f"{folder} holds {there[0]}{more} already; nothing was written, name another folder")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        with (folder / name).open("xb") as file:
            file.write(content)
    out.print(
        f"Templates of {len(_sheets())} sheets written to {folder}; _README.txt there says more",
        highlight=False,
        soft_wrap=True,
    )


def _sheets() -> list[Export]:
    return [export for export in registry.exports() if export.platform == "sheets"]


def _files() -> dict[str, bytes]:
    """The files by name. Ingest passes over names that begin with an underscore."""
    files = {
        "_README.txt": _readme().encode("utf-8-sig"),
        "_columns.csv": _csv(_documentation()),
    }
    for export in _sheets():
        files[f"{export.entity}.csv"] = _csv(_text_rows(export))
        files[f"{export.entity}.xlsx"] = _workbook(export)
    return files


def _readme() -> str:
    said = [fill(paragraph, 88) for paragraph in _README]
    width = max(len(export.entity) for export in _sheets())
    listed = [f"{e.entity:<{width}}  {e.title.partition(' (')[0]}" for e in _sheets()]
    return "\n\n".join([*said, "\n".join(listed)]) + "\n"


def _documentation() -> Iterable[Sequence[str]]:
    yield "sheet", "column", "required", "kind", "how to write it", "meaning", "example"
    for export in _sheets():
        for column in export.kept:
            yield (
                export.entity,
                column.headers[0],
                "yes" if column.required else "no",
                column.kind.value,
                _how(column),
                column.note,
                next((text for text in column.example if text), ""),
            )


def _how(column: Column) -> str:
    words = _words(column)
    return f"one of: {', '.join(words)}" if words else _HOW[column.kind]


def _words(column: Column) -> list[str]:
    """The words that the column takes, where its spec lists them."""
    if column.kind is Kind.FLAG:
        return ["yes", "no"]
    listed = _WORDS.fullmatch(column.pattern or "")
    return listed[1].split("|") if listed else []


def _text_rows(export: Export) -> Iterable[Sequence[str]]:
    yield [column.headers[0] for column in export.kept]
    columns = ([_marked(column, text) for text in column.example] for column in export.kept)
    yield from zip(*columns, strict=True)


def _marked(column: Column, text: str) -> str:
    """An id that a spreadsheet would take for a number, with the mark that it is text."""
    is_number_like = (
        column.kind is Kind.ID and text.isdigit() and (len(text) > 11 or text[0] == "0")
    )
    return f"'{text}" if is_number_like else text


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    """With a BOM: without one Excel shows Thai as something else."""
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def _workbook(export: Export) -> bytes:
    """Cells are typed column by column, so that what is typed in below keeps its digits."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 1, 1)})  # the same bytes whenever it is written
    required = book.add_format({"bold": True, "bg_color": "#FFE8A3"})
    optional = book.add_format({"bold": True, "bg_color": "#EEEEEE"})
    sheet = book.add_worksheet(export.entity)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(export.kept):
        form = book.add_format({"num_format": _FORMATS.get(column.kind, _AS_TEXT)})
        width = max(len(text) for text in (column.headers[0], *column.example)) + 3
        sheet.set_column(place, place, width, form)
        header = column.headers[0]
        sheet.write_string(0, place, header, required if column.required else optional)
        needed = "Required" if column.required else "May be blank"
        sheet.write_comment(0, place, f"{column.note}.\n{needed}; {_how(column)}.")
        words = _words(column)
        if words:
            sheet.data_validation(1, place, 1_048_575, place, {"validate": "list", "source": words})
        for row, text in enumerate(column.example, start=1):
            _write(sheet, row, place, column, text, form)
    book.close()
    return file.getvalue()


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    place: int,
    column: Column,
    text: str,
    form: xlsxwriter.format.Format,
) -> None:
    if not text:
        return
    match column.kind:
        case Kind.DATE | Kind.TIMESTAMP:
            sheet.write_datetime(row, place, datetime.fromisoformat(text), form)
        case Kind.INTEGER | Kind.NUMBER | Kind.MONEY:
            sheet.write_number(row, place, float(text), form)
        case _:
            sheet.write_string(row, place, text, form)
