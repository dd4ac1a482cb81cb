"""The pages' tables as workbook and CSV: whole, typed, and never a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from reports.render import export
from reports.render.export import Sheet, csv_bytes, sheets, write_workbook
from reports.render.page import read_page
from reports.render.queries import Published

# Thai for "bag", and a line of it.
THAI, LINES = "กระเป๋า", "กระเป๋า,\nสีแดง"

FORMULAS = ['=HYPERLINK("http://x.example","a")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]
TABLE = pa.table(
    {
        "name": [*FORMULAS, THAI, LINES, None, "\x07bell"],
        "activity_date": [dt.date(2026, 1, day) for day in range(1, 10)] + [dt.date(1, 1, 1)],
        "gmv_amount": pa.array([Decimal(n) / 4 for n in range(9)] + [None], pa.decimal128(18, 4)),
        "fee_pct": pa.array([Decimal("0.125")] * 10, pa.decimal128(9, 4)),
        "order_count": pa.array(list(range(-1, 9)), pa.int64()),
        "is_open": [True, False, None] * 3 + [True],
    }
)


def a_sheet(name: str = "Page, a") -> Sheet:
    return Sheet(name, "page.a.csv", "Page", "a", "rpt_a", "select * from rpt_a", "All of it.")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "talad.xlsx"
    write_workbook(path, [a_sheet()], lambda sheet: TABLE)
    return path


def test_no_text_of_a_file_is_a_formula_or_a_link_in_the_workbook(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as parts:
        sheet = parts.read("xl/worksheets/sheet2.xml").decode()
        assert "<f>" not in sheet
        assert "<hyperlink" not in sheet
        assert not [name for name in parts.namelist() if name.endswith("sheet2.xml.rels")]
        assert parts.read("xl/styles.xml").decode().count('quotePrefix="1"') == 1
    names = [
        row[0] for row in CalamineWorkbook.from_path(workbook).get_sheet_by_index(1).to_python()
    ]
    assert names[1:5] == FORMULAS[:4]
    assert names[7:10] == [THAI, LINES, ""]
    assert names[10] == "bell"


def test_no_text_of_a_file_is_a_formula_in_csv() -> None:
    text = b"".join(csv_bytes(TABLE)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["name"] for row in rows[:6]] == [f"'{text}" for text in FORMULAS]
    # A negative number is none, and stays a number.
    assert rows[0]["order_count"] == "-1"
    assert rows[7]["name"] == LINES
    assert [row["gmv_amount"] for row in rows[:2]] == ["0.0000", "0.2500"]
    assert (rows[0]["is_open"], rows[1]["is_open"], rows[2]["is_open"]) == ("yes", "no", "")
    assert b"".join(csv_bytes(TABLE)).startswith(b"\xef\xbb\xbf")


def test_dates_are_dates_and_numbers_numbers(workbook: Path) -> None:
    header, first, *_, last = CalamineWorkbook.from_path(workbook).get_sheet_by_index(1).to_python()
    assert header == TABLE.column_names
    assert first[1:] == [dt.date(2026, 1, 1), 0.0, 0.125, -1.0, True]
    assert last[1] == "0001-01-01"  # Excel has no such day
    with zipfile.ZipFile(workbook) as parts:
        styles = parts.read("xl/styles.xml").decode()
        sheet = parts.read("xl/worksheets/sheet2.xml").decode()
    assert 'formatCode="0.0%"' in styles
    assert 'state="frozen"' in sheet


def test_the_same_tables_give_the_same_bytes(workbook: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    write_workbook(again, [a_sheet()], lambda sheet: TABLE)
    assert again.read_bytes() == workbook.read_bytes()


def test_what_a_sheet_cannot_hold_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "ROWS", 3)
    path = tmp_path / "cut.xlsx"
    write_workbook(path, [a_sheet()], lambda sheet: TABLE)
    book = CalamineWorkbook.from_path(path)
    assert len(book.get_sheet_by_index(1).to_python()) == 4
    contents = book.get_sheet_by_index(0).to_python()
    assert contents[1][:5] == ["Page, a", "Page", "a", "rpt_a", 10.0]
    assert contents[1][5] == "All of it. Only the first 3 rows; page.a.csv holds all."


def test_each_query_has_one_sheet_with_a_name_that_excel_takes(tmp_path: Path) -> None:
    publish, pages = tmp_path / "publish", tmp_path / "pages"
    publish.mkdir()
    pages.mkdir()
    pq.write_table(TABLE, publish / "rpt_a.parquet")
    long = "a_query_with_a_name_that_is_far_too_long_for_a_sheet"

    def page(name: str, title: str, **queries: str) -> Any:
        fences = "".join(f"```sql {query}\n{sql}\n```\n" for query, sql in queries.items())
        path = pages / f"{name}.md"
        path.write_text(f"---\ntitle: '{title}'\n---\n{fences}")
        return read_page(path)

    everything = "select * from rpt_a"
    listed = sheets(
        [
            page("one", "Costs: what [all] of it comes to", daily=everything),
            page("two", "Again", daily=f"{everything}\n"),
            page("three", "Long", **{long: f"{everything} where order_count = 1"}),
            page("four", "LONG", **{long: f"{everything} where order_count = 2"}),
        ],
        Published(publish),
        {"rpt_a": "All."},
    )
    names = [sheet.name for sheet in listed]
    assert len({name.lower() for name in names}) == len(listed) == 3
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
    assert names[0].endswith(", daily")
    assert listed[0].pages == "Costs: what [all] of it comes to, Again"
    assert [sheet.file for sheet in listed] == [
        "one.daily.csv",
        f"three.{long}.csv",
        f"four.{long}.csv",
    ]
