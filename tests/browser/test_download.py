"""A table of a page as a file, by its buttons in a real browser from file://."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import duckdb
from playwright.sync_api import Browser, Page
from python_calamine import CalamineWorkbook

from tests.browser.conftest import open_page
from tests.conftest import Shop


def download(page: Page, table: str, kind: str) -> bytes:
    place = page.locator(f".datatable[data-attributes*='\"{table}\"']")
    with page.expect_download() as caught:
        place.get_by_role("button", name=f"Download as {kind}").click()
    assert caught.value.suggested_filename == f"{table}.{kind.lower()}"
    return Path(caught.value.path()).read_bytes()


def test_a_table_is_downloaded_whole_as_csv_and_workbook(
    browser: Browser, simulated_shop: Shop, tmp_path: Path
) -> None:
    opened = open_page(browser, simulated_shop.settings.site / "data-health.html", 1280)
    page = opened.page
    with duckdb.connect() as con:
        expected = con.execute(
            """select file_name, period_end_date, rows_read from read_parquet(?)
            order by platform, entity, file_name""",
            [str(simulated_shop.settings.publish / "rpt_data_health__files.parquet")],
        ).fetchall()
    assert len(expected) > 15  # more than one screen of it

    text = download(page, "files", "CSV").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    shown = [(row["File"], row["To"], row["Read"]) for row in rows]
    assert shown == [(n, day.isoformat() if day else "", str(read)) for n, day, read in expected]

    # The library is not loaded before the click.
    assert not [url for url in opened.requests if "xlsx.js" in url]
    (tmp_path / "files.xlsx").write_bytes(download(page, "files", "XLSX"))
    header, *cells = (
        CalamineWorkbook.from_path(tmp_path / "files.xlsx").get_sheet_by_index(0).to_python()
    )
    at = [header.index(title) for title in ("File", "To", "Read")]
    found = [tuple(row[place] for place in at) for row in cells]
    assert found == [(name, day or "", float(read)) for name, day, read in expected]
    assert any(isinstance(row[at[1]], date) for row in cells)

    # What the search leaves is what is downloaded.
    word = Path(expected[-1][0]).name
    page.locator(".datatable[data-attributes*='\"files\"'] .search").fill(word)
    text = download(page, "files", "CSV").decode("utf-8-sig")
    assert 0 < len(list(csv.reader(io.StringIO(text, newline="")))) - 1 < len(expected)
    assert opened.wrong == []
    page.context.close()


FORMULAS = ['=HYPERLINK("http://x.example","a")', "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]


OTHERS = ["ไทย <&> \"'", "a\nb", "\x07bell"]
MAKE = "rows => [...taladXlsx('a:b/[c]', ['=header'], [...rows, [null], [NaN], [new Date(0)]])]"


def test_text_stays_text_in_a_workbook(
    browser: Browser, simulated_shop: Shop, tmp_path: Path
) -> None:
    page = open_page(browser, simulated_shop.settings.site / "index.html", 390).page
    page.add_script_tag(url="assets/xlsx.js")
    rows = [[text] for text in FORMULAS + OTHERS]
    numbers = page.evaluate(MAKE, rows)
    assert page.evaluate(MAKE, rows) == numbers
    page.context.close()
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes(numbers))
    with zipfile.ZipFile(path) as parts:
        assert parts.testzip() is None
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    # The mark that the cell is text even after somebody has edited it.
    assert sheet.count(' s="6"') == len(FORMULAS)
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["a b  c"]
    read = [row[0] for row in book.get_sheet_by_index(0).to_python()]
    assert read[0] == "=header"
    assert [text.replace("\r", "") for text in read[1:7]] == [t.replace("\r", "") for t in FORMULAS]
    assert read[7:] == [*OTHERS[:2], "bell", "", "", date(1970, 1, 1)]
