"""Workbooks: two readers that must agree, malformed sheets, and sheets found by what is in them."""

import random
import shutil
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ingest_helpers import (
    FIXTURES,
    Cell,
    Shop,
    csv_text,
    deep,
    replace_in,
    rows_of,
    tiktok_workbook,
    workbook,
)

from orchestration.ingest import readers
from orchestration.ingest.land import UnknownFile

RATES = [
    ["date", "from_currency", "to_currency", "rate"],
    ["2026-01-01", "PHP", "THB", "0.6"],
    ["2026-01-02", "PHP", "THB", "0.7"],
]


def both(path: Path, sheet: int = 0) -> tuple[list[list[str | None]], list[list[str | None]]]:
    """The cells of a sheet by DuckDB's extension and by calamine; blank ones are null."""
    with readers.open_tables(path, readers.scan(path), readers.connect(1)) as tables:
        table = tables[sheet]
        assert isinstance(table, readers.Sheet)
        found = []
        for read in (table._read_fast, table._read_calamine):
            read()
            rows = table.con.execute(f"from grid_{sheet} order by rowid").fetchall()
            found.append([[cell or None for cell in row] for row in rows])
        return found[0], found[1]


def test_both_readers_give_the_same_cells(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        [
            "text",
            "ไทย",
            "น้ำตบ",
            " outer blanks ",
            "line\nbreak",
            "tab\t",
            "'0042",
            "0042",
            "1e5",
            "-",
        ],
        [1, -3, 0, 2.5, 62.54, 0.1, 0.1 + 0.2, 10**15 - 1, 123456.789, 1e-5],
        [date(2026, 1, 5), datetime(2026, 1, 5, 12), datetime(2026, 12, 31, 18), date(1999, 1, 1)],
        [True, False, "TRUE", "true", 1, 0],
        [],
        [None, None, "after a gap", None, "and another"],
        ["=1+1", "#N/A", "<b>&amp;</b>", "\u00a0hard blank\u00a0", "e\u0301", "𝕏", "ก" * 5000],
        ["577123456789012345", "5.85E+17", "12,34", "1.234,56"],
    ]
    fast, slow = both(workbook(tmp_path / "x.xlsx", {"s": rows}))
    width = max(map(len, rows))
    for place, row in enumerate(rows):
        for i in range(width):
            one, other = fast[place][i], slow[place][i]
            given = row[i] if i < len(row) else None
            assert (one or "").lower() == (other or "").lower(), given


@pytest.mark.parametrize("seed", range(deep(5, 100)))
def test_both_readers_give_the_same_cells_of_random_sheets(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    texts = ("", "x", "ร้าน", "1,234.50", "a\nb", " y", "2026-01-05", "100%", '"', "<&>")

    def cell() -> Cell:
        chance = rng.random()
        if chance < 0.3:
            return None
        if chance < 0.7:
            return rng.choice(texts)
        if chance < 0.9:
            return rng.choice((rng.randrange(-(10**6), 10**15), rng.randrange(10**6) / 8))
        return rng.choice((True, False, date(2020, 1, 1 + rng.randrange(28))))

    rows = [[cell() for _ in range(rng.randrange(1, 12))] for _ in range(rng.randrange(1, 30))]
    rows[0] = ["a", *(["b"] * 12)]
    if rng.random() < 0.5:
        rows.insert(rng.randrange(1, len(rows) + 1), [])
    fast, slow = both(workbook(tmp_path / "x.xlsx", {"s": rows}))
    while slow and not any(slow[-1]):
        slow.pop()
    while fast and not any(fast[-1]):
        fast.pop()
    assert fast == slow


def test_numbers_as_a_spreadsheet_stores_them(tmp_path: Path) -> None:
    """0.1 with all the figures that a computer has for it is still the product called 0.1."""
    shop = Shop(tmp_path)
    rows: list[list[Cell]] = [
        ["sku", "unit_cost", "currency", "valid_from"],
        [7, 8, "THB", date(2026, 1, 5)],
    ]
    path = workbook(shop.exports / "x.xlsx", {"s": rows})
    replace_in(path, b"<v>7</v>", b"<v>0.10000000000000001</v>")
    replace_in(path, b"<v>8</v>", b"<v>62.539999999999999</v>")
    shop.land(path)
    (landed,) = shop.landed()
    assert (landed["sku"], landed["unit_cost"]) == ("0.1", Decimal("62.54"))


@pytest.mark.parametrize("hour", [0, 6, 23])
def test_moments_as_a_spreadsheet_stores_them(tmp_path: Path, hour: int) -> None:
    shop = Shop(tmp_path)
    rows = rows_of(FIXTURES / "tiktok_shop/orders.csv")[:3]
    moment: Cell = datetime(2026, 2, 19, hour, 59 * (hour == 23), 59 * (hour == 23))
    cells: list[Cell] = [
        moment if h == "Created Time" else c for h, c in zip(rows[0], rows[2], strict=True)
    ]
    row = shop.land(workbook(shop.exports / "o.xlsx", {"s": [rows[0], rows[1], cells]}))
    assert [r["created_at"] for r in shop.landed(row)] == [moment]


def test_days_counted_from_1904(tmp_path: Path) -> None:
    """As old workbooks of a Mac count them: four years and a day apart."""
    shop = Shop(tmp_path)
    rows: list[list[Cell]] = [
        ["sku", "unit_cost", "currency", "valid_from"],
        ["A", 1, "THB", date(2026, 1, 5)],
    ]
    for name, is_1904 in (("a.xlsx", False), ("b.xlsx", True)):
        path = workbook(shop.exports / name, {"s": rows}, date_1904=is_1904)
        shop.land(path)
    assert {r["valid_from"] for r in shop.landed()} == {date(2026, 1, 5)}


# --- TikTok's malformed sheets --------------------------------------------------------------------


def tiktok() -> tuple[list[str], list[str], list[list[str]]]:
    header, words, *orders = rows_of(FIXTURES / "tiktok_shop/orders.csv")
    return header, words, orders


def values(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{k: v for k, v in r.items() if not k.startswith("_")} for r in rows]


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".csv"])
def test_a_tiktok_workbook_holds_what_its_csv_does(tmp_path: Path, suffix: str) -> None:
    header, words, orders = tiktok()
    shop = Shop(tmp_path)
    path = tiktok_workbook(
        shop.exports / f"orders{suffix}", header, {2: words, **dict(enumerate(orders, 3))}
    )
    row = shop.land(path)
    assert (row.platform, row.rows_read, row.rows_landed, row.rows_not_data) == (
        "tiktok_shop",
        4,
        3,
        1,
    )
    plain = shop.land(shop.put_fixture("tiktok_shop/orders.csv", "plain.csv"))
    assert values(shop.landed(row)) == values(shop.landed(plain))
    assert [r["_row"] for r in shop.landed(row)] == [3, 4, 5]
    assert shop.landed(row)[0]["order_id"] == "577123456789012345"


def test_a_tiktok_workbook_without_descriptions_and_with_gaps(tmp_path: Path) -> None:
    header, _, orders = tiktok()
    shop = Shop(tmp_path)
    row = shop.land(tiktok_workbook(shop.exports / "o.xlsx", header, {2: orders[0], 7: orders[2]}))
    assert [r["_row"] for r in shop.landed(row)] == [2, 7]
    assert (row.rows_landed, row.rows_not_data) == (2, 4)


def test_a_long_tiktok_workbook(tmp_path: Path) -> None:
    """Longer than what is looked at to tell how a sheet is made."""
    header, _, orders = tiktok()
    count = deep(1_500, 30_000)
    rows = {n + 2: [f"{577 * 10**15 + n}", *orders[0][1:]] for n in range(count)}
    shop = Shop(tmp_path)
    row = shop.land(tiktok_workbook(shop.exports / "o.xlsx", header, rows))
    assert row.rows_landed == count
    for found in shop.landed(row):
        assert found["order_id"] == f"{577 * 10**15 + found['_row'] - 2}"


# --- which sheet, and what else a workbook holds --------------------------------------------------


def test_sheets_are_found_by_content(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    for number, names in enumerate(
        (["Summary", "Data"], ["Data", "Summary"], ["a", "b", "c", "Data", "z"])
    ):
        sheets: dict[str, Any] = {n: [["Total", 5], ["date", "x"]] for n in names}
        sheets["Data"] = RATES
        row = shop.land(workbook(shop.exports / f"{number}.xlsx", sheets))
        assert (row.entity, row.rows_landed) == ("exchange_rates", 2)


def test_a_hidden_empty_first_sheet(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    path = workbook(shop.exports / "x.xlsx", {"hidden": [], "Rates": RATES}, hidden=["hidden"])
    assert shop.land(path).rows_landed == 2


def test_a_workbook_of_another_kind(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    path = workbook(shop.exports / "x.xlsx", {"a": [["one", "two"], ["1", "2"]], "b": []})
    with pytest.raises(UnknownFile, match="no known export has these columns"):
        shop.land(path)


def test_the_nearest_sheet_is_told(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    wrong = [["date", "from_currency", "to_currency", "Rate"], ["2026-01-01", "PHP", "THB", "1"]]
    path = workbook(shop.exports / "x.xlsx", {"a": [["one", "two"]], "b": wrong})
    with pytest.raises(UnknownFile, match="“rate” is missing \\(the file has “Rate”\\)"):
        shop.land(path)


@pytest.mark.parametrize("name", ["x.xlsx", "x.xls", "x.xlsm", "x.csv", "x.txt"])
def test_a_workbook_under_any_name(tmp_path: Path, name: str) -> None:
    """Shopee's returns are an .xlsx called .xls."""
    shop = Shop(tmp_path)
    shutil.move(workbook(tmp_path / "real.xlsx", {"s": RATES}), shop.exports / name)
    assert shop.land(shop.exports / name).rows_landed == 2


@pytest.mark.parametrize("member", [True, False])
def test_text_kept_once_and_text_kept_in_place(tmp_path: Path, member: bool) -> None:
    """A table of shared texts, or each text in its own cell, as the writers of exports do."""
    shop = Shop(tmp_path)
    rows = rows_of(FIXTURES / "shopee/orders.csv")
    row = shop.land(workbook(shop.exports / "o.xlsx", {"orders": rows}, constant_memory=member))
    as_csv = shop.ingest_one("o.csv", csv_text(rows))
    assert values(shop.landed(row)) == values(shop.landed(as_csv))


def test_a_sheet_name_is_no_sql(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    path = workbook(shop.exports / "x.xlsx", {'it\'s a "sheet" & more': RATES})
    assert shop.land(path).rows_landed == 2


def test_cells_to_the_right_of_the_table_are_not_read(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    rows = [[*RATES[0], "", "a note"], *RATES[1:], ["", "", "", "", "", "another"]]
    row = shop.land(workbook(shop.exports / "x.xlsx", {"s": rows}))
    assert row.unknown_headers == '["a note"]'
    assert (row.rows_landed, row.rows_quarantined) == (2, 1)
