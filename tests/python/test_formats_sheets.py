"""The seller's own sheets: documented, told apart, read with the traps of hand-kept files."""

from __future__ import annotations

import csv
import io
import itertools
import random
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from commands import run
from ingest_helpers import FIXTURES, Shop, csv_text, rows_of
from ingest_rows import hashed
from staged_shop import Staged

from orchestration.ingest import registry
from orchestration.ingest.land import UnknownFile
from orchestration.ingest.registry import Match, recognise
from orchestration.ingest.spec import Column, Export, Kind

SHEETS = [export for export in registry.exports() if export.platform == "sheets"]
PAIRS = list(itertools.permutations(SHEETS, 2))
EVERY_SHEET = pytest.mark.parametrize("sheet", SHEETS, ids=lambda e: e.entity)


def headers(columns: list[Column]) -> list[str]:
    return [column.headers[0] for column in columns]


def required(sheet: Export) -> list[str]:
    return headers([column for column in sheet.kept if column.required])


def landed(tmp_path: Path, entity: str) -> list[dict[str, Any]]:
    shop = Shop(tmp_path)
    row = shop.land(shop.put_fixture(f"sheets/{entity}.csv"))
    assert row.rows_quarantined == 0
    return shop.landed(row)


# --- as a spreadsheet saves them -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["1/4/2026", "30/6/2026"], ["2026-04-01", "2026-06-30"]),
        (["4/1/2026", "6/30/2026"], ["2026-04-01", "2026-06-30"]),  # of the United States
        (["2026-04-01", "2026-06-30"], ["2026-04-01", "2026-06-30"]),
    ],
)
def test_dates_that_a_spreadsheet_wrote_its_own_way(
    tmp_path: Path, cells: list[str], days: list[str]
) -> None:
    shop = Shop(tmp_path)
    rows = [["SKU-1", str(100 + n), "THB", cell] for n, cell in enumerate(cells)]
    header = ["sku", "unit_cost", "currency", "cost_valid_from"]
    row = shop.ingest_one("costs.csv", csv_text([header, *rows]))
    assert row.rows_quarantined == 0
    assert [str(r["cost_valid_from"]) for r in shop.landed(row)] == days


@pytest.mark.parametrize("cells", [["1/4/2026", "5/6/2026"], ["13/4/2026", "4/13/2026"]])
def test_a_day_that_could_be_the_month_is_refused(tmp_path: Path, cells: list[str]) -> None:
    """Where no cell shows which stands first, or two show both."""
    shop = Shop(tmp_path)
    rows = [["SKU-1", "1", "THB", cell] for cell in cells]
    header = ["sku", "unit_cost", "currency", "cost_valid_from"]
    row = shop.ingest_one("costs.csv", csv_text([header, *rows]))
    assert row.rows_landed == 0
    assert {bad["reason"] for bad in shop.quarantined(row)} == {
        "is not a date, or its day could be its month: write 2026-12-31"
    }


def test_a_buddhist_year_that_a_spreadsheet_wrote_is_told_as_one(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    header = ["sku", "unit_cost", "currency", "cost_valid_from"]
    row = shop.ingest_one("costs.csv", csv_text([header, ["A", "1", "THB", "13/9/2568"]]))
    (bad,) = shop.quarantined(row)
    assert "Buddhist" in bad["reason"]


def test_words_that_a_sheet_does_not_know_are_told_with_those_it_does(tmp_path: Path) -> None:
    header, row, *_ = rows_of(FIXTURES / "sheets/stock_movements.csv")
    row[header.index("movement_type")] = "gift"
    shop = Shop(tmp_path)
    done = shop.ingest_one("moves.csv", csv_text([header, row]))
    (bad,) = shop.quarantined(done)
    assert bad["reason"].startswith("is none of ")
    assert "sale" in bad["reason"]


# --- told apart ----------------------------------------------------------------------------------


@EVERY_SHEET
def test_a_sheet_has_a_required_header_that_no_other_format_has(sheet: Export) -> None:
    others = {h for e in registry.exports() if e is not sheet for c in e.columns for h in c.headers}
    assert set(required(sheet)) - others


@pytest.mark.parametrize(("sheet", "other"), PAIRS, ids=lambda e: e.entity)
def test_a_sheet_is_not_taken_for_another(sheet: Export, other: Export) -> None:
    """Not with all that the two share, nor with any part of its own optional columns."""
    theirs = {header for column in other.columns for header in column.headers}
    shared = [header for header in headers(list(sheet.columns)) if header in theirs]
    optional = [header for header in headers(list(sheet.kept)) if header not in required(sheet)]
    rng = random.Random(f"{sheet.entity} {other.entity}")
    for more in (shared, rng.sample(optional, rng.randint(0, len(optional)))):
        found = recognise([list(dict.fromkeys([*required(sheet), *more]))])
        assert isinstance(found, Match)
        assert found.export is sheet


def test_a_sheet_without_its_own_header_is_refused(tmp_path: Path) -> None:
    """Costs whose day lost its name are no product master, though it has all the other columns."""
    rows = rows_of(FIXTURES / "sheets/cost_history.csv")
    rows[0][rows[0].index("cost_valid_from")] = "date"
    shop = Shop(tmp_path)
    with pytest.raises(UnknownFile, match="cost history"):
        shop.land(shop.put("costs.csv", csv_text(rows)))


# --- documented ----------------------------------------------------------------------------------


@EVERY_SHEET
def test_every_column_has_its_note_and_examples(sheet: Export) -> None:
    assert {len(column.example) for column in sheet.kept} in ({2}, {3})
    for column in sheet.kept:
        assert 4 < len(column.note) < 250, column.name
        assert not column.note.endswith("."), column.name
        assert any(column.example) or not column.required, column.name


@EVERY_SHEET
def test_money_has_its_currency_and_people_no_name(sheet: Export) -> None:
    if any(column.kind is Kind.MONEY for column in sheet.kept):
        assert sheet.currency and sheet.currency.column == "currency_code"
    for column in sheet.columns:
        if column.headers[0].startswith(("customer_", "visitor_", "sender_", "staff_", "phone")):
            assert column.is_personal, column.name


# --- templates -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates") / "exports"
    run("talad", "templates", folder, environment={})
    return folder


def test_there_is_a_template_of_each_sheet_and_nothing_else(templates: Path) -> None:
    wanted = {f"{e.entity}.{suffix}" for e in SHEETS for suffix in ("csv", "xlsx")}
    assert {p.name for p in templates.iterdir()} == wanted | {"_README.txt", "_columns.csv"}
    for path in templates.iterdir():
        if path.suffix != ".xlsx":
            assert path.read_bytes().startswith(b"\xef\xbb\xbf"), path  # Excel needs it for Thai


def test_the_templates_are_ingested_whole(templates: Path) -> None:
    shop = Shop(templates.parent)
    done = shop.ingest()
    assert done.refused == ()
    assert shop.quarantined() == []
    assert {row.file: row.entity for row in done.new} == {
        f"{e.entity}.{suffix}": e.entity for e in SHEETS for suffix in ("csv", "xlsx")
    }
    for sheet in SHEETS:
        twins = [
            [
                {c.name: row[c.name] for c in sheet.kept}
                for row in shop.landed(f"{sheet.entity}.{s}")
            ]
            for s in ("csv", "xlsx")
        ]
        assert twins[0] == twins[1]  # a date is the same day, an id has the same digits
        assert len(twins[0]) == len(sheet.kept[0].example)
        for column in sheet.kept:
            filled = [row[column.name] is not None for row in twins[0]]
            assert filled == [bool(text) for text in column.example], column.name
    (returned,) = (
        r for r in shop.landed("returns_processing.xlsx") if r["return_id"] == "R-2606-02"
    )
    assert returned["order_id"] == "577123456789012340"
    assert shop.landed("chat_events.csv")[0]["customer_id"] == hashed("ploy.tt")


def test_templates_meet_what_the_suites_expect(templates: Path, tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    for path in templates.glob("*.csv"):
        if not path.name.startswith("_"):
            shop.put(path.name, path.read_bytes())
    failed = [c for c in shop.ingest(with_suites=True).checks if not c.is_success]
    assert failed == []


def test_the_columns_are_explained_one_by_one(templates: Path) -> None:
    text = (templates / "_columns.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(r["sheet"], r["column"]) for r in rows] == [
        (e.entity, c.headers[0]) for e in SHEETS for c in e.kept
    ]
    assert all(all(r[h] for h in ("kind", "how to write it", "meaning")) for r in rows)
    said = {(r["sheet"], r["column"]): r for r in rows}
    assert said["stock_counts", "quantity_on_hand"]["required"] == "yes"
    assert said["stock_counts", "lot_id"]["required"] == "no"
    words = said["stock_movements", "movement_type"]["how to write it"]
    assert words.startswith("one of: receipt, sale, return")


def test_a_workbook_offers_words_and_keeps_ids_as_text(templates: Path) -> None:
    """What is typed in below the examples: a long id in a plain cell would lose its digits."""
    for sheet in SHEETS:
        with zipfile.ZipFile(templates / f"{sheet.entity}.xlsx") as archive:
            xml = archive.read("xl/worksheets/sheet1.xml").decode()
            styles = archive.read("xl/styles.xml").decode()
        listed = [
            c for c in sheet.kept if c.kind is Kind.FLAG or (c.pattern or "").startswith("(?i)")
        ]
        assert xml.count("<dataValidation ") == len(listed), sheet.entity
        formats = re.findall(r'<xf numFmtId="(\d+)"', styles.partition("<cellXfs")[2])
        columns = re.findall(r'<col min="(\d+)" max="(\d+)"[^>]* style="(\d+)"', xml)
        said = {
            place: formats[int(style)]
            for first, last, style in columns
            for place in range(int(first) - 1, int(last))
        }
        for place, column in enumerate(sheet.kept):
            if column.kind in (Kind.ID, Kind.TEXT, Kind.PERSON):
                assert said[place] == "49", column.name  # text


def test_the_same_templates_are_the_same_bytes(templates: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    run("talad", "templates", again, environment={})
    for path in again.iterdir():
        assert path.read_bytes() == (templates / path.name).read_bytes(), path.name


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "budgets.csv").write_text("my own work")
    with pytest.raises(AssertionError) as raised:
        run("talad", "templates", folder, environment={})
    assert "holds budgets.csv already; nothing was written, name another folder" in str(
        raised.value
    )
    assert [p.name for p in folder.iterdir()] == ["budgets.csv"]
    assert (folder / "budgets.csv").read_text() == "my own work"


# --- read right ----------------------------------------------------------------------------------


def test_the_full_product_master(tmp_path: Path) -> None:
    serum, sunscreen = landed(tmp_path, "product_master_full")
    assert (serum["sku"], serum["brand"], serum["subcategory"]) == (
        "SRM-VITC-30",
        "บ้านผิว",
        "วิตามินซี",
    )
    assert (serum["supplier"], serum["list_price"]) == ("Siam Lab Co., Ltd.", 1690)
    assert (serum["weight_grams"], serum["lead_time_days"]) == (Decimal("85.5"), 21)
    assert (serum["launch_date"], serum["status"]) == (date(2025, 9, 1), "Active")
    assert (sunscreen["sku"], sunscreen["unit_cost"], sunscreen["list_price"]) == (
        "00043",
        None,
        350,
    )


def test_costs_and_prices(tmp_path: Path) -> None:
    first, second, other = landed(tmp_path, "cost_history")
    assert (first["unit_cost"], first["duty_cost"]) == (128, None)
    assert (second["unit_cost"], second["duty_cost"]) == (Decimal("134.1234"), None)
    # Nothing written is not known; a 0 is none.
    assert (other["unit_cost"], other["freight_cost"], other["duty_cost"]) == (1020, None, 0)

    everywhere, tiktok, signed = landed(tmp_path / "prices", "price_history")
    assert (everywhere["channel"], tiktok["channel"], signed["channel"]) == (
        None,
        "tiktok_shop",
        None,
    )
    assert (tiktok["selling_price"], signed["selling_price"]) == (1599, 350)
    assert (signed["price_valid_from"], signed["currency"]) == (date(2026, 5, 1), "THB")

    serum, booster, _ = landed(tmp_path / "competitors", "competitor_prices")
    assert (serum["competitor_product"], serum["is_in_stock"], serum["shipping_fee"]) == (
        "Vit C Serum, 30 ml",
        True,
        0,
    )
    assert (booster["is_in_stock"], booster["shipping_fee"]) == (False, None)


def test_stock_and_returns(tmp_path: Path) -> None:
    _, full, empty = landed(tmp_path, "stock_counts")
    assert (full["quantity_on_hand"], full["quantity_reserved"]) == (1300, 0)
    assert (empty["sku"], empty["quantity_on_hand"], empty["quantity_unsellable"]) == (
        "00042",
        0,
        12,
    )
    moved = landed(tmp_path / "moved", "stock_movements")
    assert [row["quantity_change"] for row in moved] == [300, -42, -42, -2]
    *_, open_order = landed(tmp_path / "ordered", "purchase_orders")
    assert (open_order["purchase_order_id"], open_order["ordered_quantity"]) == ("000015", 400)
    assert (open_order["received_date"], open_order["currency"]) == (None, "USD")
    first, second, third = landed(tmp_path / "returned", "returns_processing")
    assert first["restocked_quantity"] == 1 and third["restocked_quantity"] is None
    assert second["order_id"] == third["order_id"] == "577123456789012340"


def test_names_and_notes_stay_at_the_door(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    sheets = ("expenses", "bank_transfers", "customer_attributes", "chat_events", "milestones")
    for entity in sheets:
        row = shop.land(shop.put_fixture(f"sheets/{entity}.csv"))
        assert row.unknown_headers == "[]", entity  # known, and left out
    rows = repr(shop.landed())
    for secret in ("มะลิ", "0812345678", "ทดสอบ", "xxx-1-23456-x", "nid99", "สวัสดี", "U4af4980629"):
        assert secret not in rows
    chat = shop.landed("sheets/chat_events.csv")[0]
    assert (chat["conversation_id"], chat["customer_id"]) == (
        hashed("U4af4980629"),
        hashed("ploy.tt"),
    )
    # The hash of the sheet is the hash of the platform's own export: the two join.
    buyer = shop.land(shop.put_fixture("shopee/orders.csv"))
    ids = {row["buyer_id"] for row in shop.landed(buyer)}
    assert shop.landed("sheets/customer_attributes.csv")[0]["customer_id"] in ids


WRONG = {
    "a word that the sheet does not have": ("stock_movements", "movement_type", "lost"),
    "a status of another sheet": ("purchase_orders", "status", "paused"),
    "half a piece": ("stock_counts", "quantity_on_hand", "2.5"),
    "fewer than none": ("stock_counts", "quantity_on_hand", "-1"),
    "a channel in other words": ("promotions", "channel", "TikTok Shop"),
    "money without a currency": ("expenses", "currency", ""),
    "a Buddhist year": ("season_plan", "season_start_date", "2569-03-01"),
    "a day that another country reads otherwise": ("budgets", "budget_start_date", "01/06/2026"),
    "an age": ("customer_attributes", "age_group", "27"),
    "an order id that a spreadsheet has ruined": ("web_sessions", "order_id", "5.77E+17"),
    "a row of nobody": ("campaign_responses", "customer_id", ""),
}


@pytest.mark.parametrize(("entity", "header", "text"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_cell_quarantines_its_row(
    tmp_path: Path, entity: str, header: str, text: str
) -> None:
    rows = rows_of(FIXTURES / f"sheets/{entity}.csv")
    rows[1][rows[0].index(header)] = text
    shop = Shop(tmp_path)
    row = shop.ingest_one(f"{entity}.csv", csv_text(rows))
    assert (row.rows_quarantined, row.rows_landed) == (1, len(rows) - 2)
    (told,) = shop.quarantined()
    assert (told["_row"], told["column_name"]) == (2, header)


def test_what_the_suites_notice(tmp_path: Path) -> None:
    """What no single cell shows: a percentage that a spreadsheet has made a fraction, a plan that
    ends before it begins, a slip twice, more put back than came back."""
    shop = Shop(tmp_path)
    breaches = {
        "promotions": ("discount_percent", "0.2", "discount_percent from 1 to 100"),
        "season_plan": (
            "season_end_date",
            "2026-02-01",
            "season_end_date not before season_start_date",
        ),
        "bank_transfers": ("slip_id", "016153111230BTF05678", "slip_id unique in a file"),
        "returns_processing": (
            "restocked_quantity",
            "2",
            "restocked_quantity at most returned_quantity",
        ),
    }
    for entity, (header, text, _) in breaches.items():
        rows = rows_of(FIXTURES / f"sheets/{entity}.csv")
        rows[1][rows[0].index(header)] = text
        shop.put(f"{entity}.csv", csv_text(rows))
    failed = {
        (c.entity, c.expectation) for c in shop.ingest(with_suites=True).checks if not c.is_success
    }
    assert failed == {(entity, sentence) for entity, (_, _, sentence) in breaches.items()}


# --- staged --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def staged(staged_fixtures: Staged) -> Iterator[duckdb.DuckDBPyConnection]:
    """Every fixture, and a shop whose sheets were saved again."""
    with duckdb.connect(str(staged_fixtures.warehouse), read_only=True) as con:
        con.execute("set timezone = 'UTC'")
        yield con


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return con.execute(sql).fetchall()


@EVERY_SHEET
def test_every_row_of_a_sheet_is_staged(staged: duckdb.DuckDBPyConnection, sheet: Export) -> None:
    files = (FIXTURES / "sheets").glob("*.csv")
    counts = {path.stem: len(rows_of(path)) - 1 for path in files}
    wanted = counts[sheet.entity]
    if sheet.entity == "product_master":
        wanted += counts["product_master_full"]
    if sheet.entity == "customer_attributes":
        wanted -= 1  # a customer whose name is masked
    found = rows(
        staged,
        f"select count(*) from staging.stg_sheets__{sheet.entity} where shop_id = 'main'",
    )
    assert found == [(wanted,)]


def test_a_newer_count_replaces_an_article_with_all_its_lots(
    staged: duckdb.DuckDBPyConnection,
) -> None:
    found = rows(
        staged,
        "select sku, location_id, lot_id, on_hand_quantity from staging.stg_sheets__stock_counts "
        "where shop_id = 'again' order by all",
    )
    assert found == [("A", "main", "L1", 6), ("B", "main", None, 9)]


def test_a_newer_plan_counts_though_it_reaches_less_far(staged: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        staged,
        "select budget_start_date, budget_amount from staging.stg_sheets__budgets "
        "where shop_id = 'again' order by all",
    )
    assert found == [(date(2026, 6, 1), 80), (date(2026, 12, 1), 300)]


def test_local_times_become_utc_and_keep_their_day(staged: duckdb.DuckDBPyConnection) -> None:
    for model, moment, day in (
        ("line_broadcasts", "sent_at", "sent_date"),
        ("chat_events", "event_at", "event_date"),
        ("web_sessions", "session_started_at", "session_date"),
        ("experiment_exposures", "exposed_at", "exposed_date"),
        ("bank_transfers", "transferred_at", "transferred_date"),
    ):
        (first,) = rows(
            staged,
            f"select {moment}, {day} from staging.stg_sheets__{model} order by {moment} limit 1",
        )
        assert (first[0].date(), first[1]) in (
            (date(2026, 6, 4), date(2026, 6, 5)),
            (date(2026, 6, 1), date(2026, 6, 2)),
            (date(2026, 6, 11), date(2026, 6, 12)),
        ), model
    found = rows(staged, "select max(converted_at) from staging.stg_sheets__experiment_exposures")
    assert found == [(datetime(2026, 6, 12, 2, 44, 10),)]


def test_lines_that_are_alike_are_both_kept(staged: duckdb.DuckDBPyConnection) -> None:
    sales = "select count(*) from staging.stg_sheets__stock_movements where change_quantity = -42"
    assert rows(staged, sales) == [(2,)]


def test_words_are_lower_case_and_shares_are_fractions(staged: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        staged,
        "select promotion_type, channel_id, discount_pct, discount_amount "
        "from staging.stg_sheets__promotions order by all",
    )
    assert found == [
        ("flash_sale", "shopee", Decimal("0.2"), None),
        ("flash_sale", "tiktok_shop", Decimal("0.175"), None),
        ("voucher", None, None, 50),
    ]
    for model, column, words in (
        ("stock_movements", "movement_type", {"receipt", "sale", "damage"}),
        ("purchase_orders", "purchase_order_status", {"received", "partly_received", None}),
        ("returns_processing", "disposition", {"restock", "discard", None}),
        ("campaign_responses", "response", {"ordered", "opened", "none"}),
        ("chat_events", "event_type", {"started", "product_asked", "paid"}),
        ("product_master", "product_status", {"active", "discontinued"}),
        ("customer_attributes", "gender", {"female", None}),
        ("web_sessions", "device", {"mobile", "desktop"}),
    ):
        said = rows(staged, f"select distinct {column} from staging.stg_sheets__{model}")
        assert {word for (word,) in said} == words, model
