"""The simulated seller's own sheets, read back and compared with orders, ads and the truth."""

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from statistics import fmean, pstdev
from typing import Any

import numpy as np
import pytest
from ingest_helpers import Shop as IngestShop
from python_calamine import CalamineWorkbook

from orchestration.simulate.files import order_ids
from orchestration.simulate.files.sheets import customers as customers_sheet
from orchestration.simulate.parameters import DEFAULT_END, DEFAULT_START, Parameters
from orchestration.simulate.world import returns
from orchestration.simulate.world.marketplaces import PLATFORMS
from orchestration.simulate.world.orders import orders_between
from orchestration.simulate.world.shop import Shop, open_shop
from orchestration.simulate.world.stock import keep_books, would_have_sold
from orchestration.simulate.world.units import Units
from orchestration.simulate.writers import WorkbookWriter

LAST_DAY = "2026-10-31"
# Listed without a SKU, at first or forever.
CHANNELS = {"line_oa": "line_myshop"}
NOT_TYPED_IN = {"ACC-HEAD-1", "BDY-OIL-100"}

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def amount(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


@pytest.fixture(scope="module")
def sheets(small_exports: Path) -> dict[str, list[Row]]:
    """Every sheet by its name without dates; of several files the oldest first."""
    found: dict[str, list[Row]] = defaultdict(list)
    for path in sorted((small_exports / "sheets").iterdir()):
        found[path.stem.rstrip("0123456789Q").rstrip("_")] += read(path)
    return found


@pytest.fixture(scope="module")
def truth(small_exports: Path) -> dict[str, list[Row]]:
    return {path.stem: read(path) for path in (small_exports / "_truth").glob("*.csv")}


@pytest.fixture(scope="module")
def record(small_exports: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((small_exports / "_truth/simulation.json").read_text())
    return content


@dataclass(frozen=True)
class Line:
    """A line of an order, as the newest file has it."""

    sku: str
    day: date  # of the order
    pieces: int
    returned: int  # of an accepted return
    shipped: str  # the day, or nothing
    price: Decimal  # of one piece, before vouchers


Orders = dict[str, list[Line]]


def shopee_orders(folder: Path) -> Orders:
    found: Orders = {}
    paths = [path for path in folder.glob("*.xlsx") if not path.stem.endswith("(1)")]
    for path in sorted(paths, key=lambda path: path.stem[-8:]):
        header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        of_file: Orders = defaultdict(list)
        for cells in rows:
            row = {str(name): str(cell) for name, cell in zip(header, cells, strict=True)}
            accepted = row["สถานะการคืนเงินหรือคืนสินค้า"] != ""
            of_file[row["หมายเลขคำสั่งซื้อ"]].append(
                Line(
                    row["เลขอ้างอิง SKU (SKU Reference No.)"],
                    date.fromisoformat(row["วันที่ทำการสั่งซื้อ"][:10]),
                    int(row["จำนวน"]),
                    int(row["จำนวนที่ส่งคืน"]) if accepted else 0,
                    row["เวลาส่งสินค้า"][:10],
                    amount(row["ราคาขาย"]),
                )
            )
        found |= of_file
    return found


def tiktok_orders(folder: Path) -> Orders:
    found: Orders = {}
    paths = [path for path in folder.glob("*.csv") if not path.stem.endswith("(1)")]
    for path in sorted(paths, key=lambda path: path.stem[-16:]):
        of_file: Orders = defaultdict(list)
        for row in read(path)[1:]:
            pieces = int(row["Quantity"])
            before, off = (
                Decimal(row[name])
                for name in ("SKU Subtotal Before Discount", "SKU Seller Discount")
            )
            of_file[row["Order ID"].strip()].append(
                Line(
                    row["Seller SKU"].strip(),
                    iso(row["Created Time"]),
                    pieces,
                    int(row["Sku Quantity of return"] or 0),
                    str(iso(row["Shipped Time"])) if row["Shipped Time"].strip() else "",
                    (before - off) / pieces,
                )
            )
        found |= of_file
    return found


def lazada_orders(folder: Path) -> Orders:
    """It does not tell when a parcel left."""
    found: Orders = {}
    paths = [path for path in folder.glob("*.xlsx") if not path.stem.endswith("(1)")]
    for path in sorted(paths):
        header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        of_file: Orders = defaultdict(list)
        for cells in rows:
            row = dict(zip(header, cells, strict=True))
            price = Decimal(str(row["unitPrice"])) + Decimal(str(row["sellerDiscountTotal"]))
            day = datetime.strptime(str(row["createTime"])[:11], "%d %b %Y").date()
            returned = int(row["status"] == "returned")
            line = Line(str(row["sellerSku"]), day, 1, returned, "", price)
            of_file[str(int(row["orderNumber"]))].append(line)
        found |= of_file
    return found


def line_orders(folder: Path) -> Orders:
    """It does not tell which of an order's articles came back."""
    found: Orders = {}
    paths = [path for path in folder.glob("*.xlsx") if not path.stem.endswith("(1)")]
    for path in sorted(paths):
        header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        of_file: Orders = defaultdict(list)
        for cells in rows:
            row = {str(name): str(cell) for name, cell in zip(header, cells, strict=True)}
            day = datetime.strptime(str(cells[3])[:8], "%Y%m%d").date()
            left = row["วันที่จัดส่ง"][:8]
            shipped = f"{left[:4]}-{left[4:6]}-{left[6:]}" if left else ""
            price, pieces = amount(str(cells[20])), int(str(cells[31]))
            of_file[str(cells[1])].append(Line(str(cells[22]), day, pieces, 0, shipped, price))
        found |= of_file
    return found


def iso(day_first: str) -> date:
    day, month, year = day_first.strip()[:10].split("/")
    return date(int(year), int(month), int(day))


@pytest.fixture(scope="module")
def orders(small_exports: Path) -> dict[str, Orders]:
    return {
        "shopee": shopee_orders(small_exports / "shopee"),
        "tiktok_shop": tiktok_orders(small_exports / "tiktok"),
        "lazada": lazada_orders(small_exports / "lazada"),
        "line_oa": line_orders(small_exports / "line-myshop"),
    }


@pytest.fixture(scope="module")
def large() -> tuple[Shop, Units]:
    """A shop of scale 1 and all its orders, without files."""
    shop = open_shop(Parameters(1.0, 3, DEFAULT_START, DEFAULT_END))
    units = Units(shop)
    for platform in PLATFORMS:
        for block in orders_between(shop, platform, 0, shop.parameters.day_count - 1):
            units.add(block, np.ones(len(block), dtype=np.bool_), 2**61)
    return shop, units


# --- stock -------------------------------------------------------------------------------------


def days_between(first: str, last: str) -> Iterator[str]:
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield day.isoformat()
        day += timedelta(days=1)


def test_movements_counts_and_truth_are_one_stock(
    sheets: dict[str, list[Row]], truth: dict[str, list[Row]]
) -> None:
    moved: Counter[tuple[str, str]] = Counter()
    for row in sheets["stock_movements"]:
        pieces = int(row["quantity_change"])
        kind = row["movement_type"]
        assert pieces > 0 if kind in {"receipt", "return"} else True
        assert pieces < 0 if kind in {"sale", "damage"} else True
        moved[row["sku"], row["movement_date"]] += pieces
    counted: dict[tuple[str, str], list[int]] = {}
    for row in sheets["stock_counts"]:
        of = counted.setdefault((row["sku"], row["count_date"]), [0, 0])
        of[0] += int(row["quantity_on_hand"])
        of[1] += int(row["quantity_reserved"])
        assert row["expiry_date"] > row["count_date"] or row["lot_id"] == ""
    on_hand: Counter[str] = Counter()
    for row in truth["stock_daily"]:
        on_hand[row["sku"]] += moved.pop((row["sku"], row["date"]), 0)
        assert on_hand[row["sku"]] == int(row["on_hand"])
        assert int(row["on_hand"]) == int(row["reserved"]) + int(row["available"])
        if (row["sku"], row["date"]) in counted:
            assert counted.pop((row["sku"], row["date"])) == [
                int(row["on_hand"]),
                int(row["reserved"]),
            ]
    assert not moved and not counted


def test_nothing_is_there_while_a_product_is_out_of_stock(
    sheets: dict[str, list[Row]], truth: dict[str, list[Row]], orders: dict[str, Orders]
) -> None:
    out = {
        (row["sku"], day)
        for row in truth["stockouts"]
        for day in days_between(row["first_day"], row["last_day"])
    }
    available = {(row["sku"], row["date"]): int(row["available"]) for row in truth["stock_daily"]}
    assert out and all(available[key] == 0 for key in out)
    # On all other days something can be sold: at the end of the day before, or it comes in.
    comes_in = {
        (row["sku"], row["movement_date"])
        for row in sheets["stock_movements"]
        if int(row["quantity_change"]) > 0
    }
    for sku, day in available.keys() - out:
        before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
        left = available.get((sku, before), 0) > 0 or available[sku, day] > 0
        assert left or (sku, day) in comes_in, (sku, day)
    sold = {
        (line.sku, str(line.day)) for of in orders.values() for each in of.values() for line in each
    }
    assert not sold & out


def test_sales_of_the_sheet_are_what_the_orders_say_was_shipped(
    sheets: dict[str, list[Row]], orders: dict[str, Orders]
) -> None:
    shipped: Counter[tuple[str, str]] = Counter()
    for line in (line for of in orders.values() for each in of.values() for line in each):
        if line.shipped and line.shipped <= LAST_DAY:
            shipped[line.sku, line.shipped] += line.pieces
    shop = open_shop(Parameters(0.03, 1, DEFAULT_START, DEFAULT_END))  # Lazada does not say
    for block in orders_between(shop, "lazada", 0, shop.parameters.day_count - 1):
        left = shop.day_of(block.lifecycle.shipped)[block.lines.order]
        for product, day, pieces in zip(
            block.lines.product.tolist(), left.tolist(), block.lines.quantity.tolist(), strict=True
        ):
            if day < shop.parameters.day_count:
                sku = shop.catalogue.products[product].sku
                shipped[sku, shop.parameters.day(day).isoformat()] += pieces
    sold: Counter[tuple[str, str]] = Counter()
    for row in sheets["stock_movements"]:
        if row["movement_type"] == "sale":
            sold[row["sku"], row["movement_date"]] -= int(row["quantity_change"])
    for found in (shipped, sold):
        for key in [key for key in found if key[0] in NOT_TYPED_IN | {""}]:
            del found[key]
    assert sold == shipped and len(sold) > 1_000


def test_purchase_orders_are_what_came_in(
    small_exports: Path, sheets: dict[str, list[Row]], truth: dict[str, list[Row]]
) -> None:
    paths = sorted((small_exports / "sheets").glob("purchase_orders_*"))
    assert [path.stem[-8:] for path in paths] == ["20241231", "20251231", "20261031"]
    copies = [{(row["purchase_order_id"], row["sku"]): row for row in read(path)} for path in paths]
    for path, older, newer in zip(paths, copies, copies[1:], strict=False):
        assert older.keys() < newer.keys()
        changed = [key for key in older if older[key] != newer[key]]
        assert changed and all(older[key]["received_date"] == "" for key in changed)
        assert all(
            row["received_date"].replace("-", "") <= path.stem[-8:] for row in older.values()
        )
    newest = list(copies[-1].values())
    came: Counter[tuple[str, str, str]] = Counter()
    for row in newest:
        assert row["ordered_date"] <= row["expected_date"]
        assert row["status"] in {"ordered", "shipped", "partly_received", "received"}
        assert (row["currency"] == "USD") == (row["supplier"] == "Guangzhou Meihua Trading")
        if row["received_date"]:
            pieces = int(row["received_quantity"])
            assert pieces <= int(row["ordered_quantity"])
            assert (row["status"] == "received") == (pieces == int(row["ordered_quantity"]))
            came[row["purchase_order_id"], row["sku"], row["received_date"]] += pieces
        else:
            assert row["status"] in {"ordered", "shipped"} and row["received_quantity"] == ""
    receipts: Counter[tuple[str, str, str]] = Counter()
    for row in sheets["stock_movements"]:
        if row["movement_type"] == "receipt":
            key = row["reference_id"], row["sku"], row["movement_date"]
            receipts[key] += int(row["quantity_change"])
    assert came == receipts

    leads: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for row in newest:
        if row["received_date"]:
            days = date.fromisoformat(row["received_date"]) - date.fromisoformat(
                row["ordered_date"]
            )
            leads[row["supplier"]].add((row["purchase_order_id"], days.days))
    for row in truth["suppliers"]:
        found = [days for _, days in leads[row["supplier"]]]
        assert len(found) == int(row["deliveries"])
        assert f"{fmean(found):.2f}" == row["mean_days_of_them"]
        assert f"{pstdev(found):.2f}" == row["deviation_days_of_them"]
        error = float(row["deviation_days"]) / len(found) ** 0.5
        assert abs(fmean(found) - float(row["mean_days"])) < 3.5 * error


def test_some_products_are_never_right_in_stock(large: tuple[Shop, Units]) -> None:
    shop, units = large
    ledger = keep_books(shop, units)
    index = {product.sku: i for i, product in enumerate(shop.catalogue.products)}
    last_days = slice(-120, None)
    a_day = units.sums["shipped"][last_days].mean(axis=0)
    dead, too_much, often_out = (index[sku] for sku in ("HND-CRM-30", "BDY-SCR-200", "SUN-TINT-30"))
    assert a_day[dead] < 0.1 < units.sums["shipped"][:420, dead].mean()
    assert ledger.on_hand[-1, dead] > 100
    cover = ledger.on_hand[-1] / a_day
    assert cover[too_much] > 250
    assert (np.delete(cover, [dead, too_much]) < 150).all()
    out_days = (ledger.available == 0).sum(axis=0)
    usual = np.array([out_days[i] for i in index.values() if ledger.on_sale_from[i] == 0])
    assert out_days[often_out] > 2 * np.median(usual)


def test_lost_sales_are_what_the_model_sells_when_there_is_stock(
    large: tuple[Shop, Units],
) -> None:
    """The formula of the truth, asked for days with stock, gives what was ordered on them."""
    shop, units = large
    asked = placed = 0.0
    for day in range(5, 730, 29):
        for product in np.flatnonzero(shop.assortment.weight[day]).tolist():
            asked += would_have_sold(shop, units, day, product)
            placed += units.sums["placed"][day, product]
    assert abs(asked / placed - 1) < 0.02
    by_product = [
        (
            sum(would_have_sold(shop, units, day, product) for day in range(0, 730, 10)),
            int(units.sums["placed"][:730:10, product].sum()),
        )
        for product in (0, 10, 21, 22)  # bought a lot; one of them also along with another
    ]
    for expected, found in by_product:
        in_stock = shop.assortment.in_stock[::10].mean()
        assert abs(expected * in_stock / found - 1) < 0.2


# --- returns -----------------------------------------------------------------------------------


def test_returns_are_those_of_the_orders(
    small_exports: Path,
    sheets: dict[str, list[Row]],
    truth: dict[str, list[Row]],
    orders: dict[str, Orders],
) -> None:
    newest: dict[tuple[str, str, str], Row] = {}
    for row in sheets["returns_processing"]:
        newest[row["platform"], row["order_id"].lstrip("'"), row["sku"]] = row
    # Files overlap, and what is open in the first is decided in the second.
    assert len(newest) < len(sheets["returns_processing"])
    assert any(row["processed_date"] == "" for row in sheets["returns_processing"])
    processed = [row for row in newest.values() if row["processed_date"]]
    assert len(processed) > 0.97 * len(newest)
    for row in newest.values():
        assert row["return_received_date"] <= (row["processed_date"] or LAST_DAY)
        assert row["item_condition"] in {"new", "opened", "damaged", "wrong_item"}
        assert row["order_id"].startswith("'") == row["order_id"].lstrip("'").isdigit()
    for row in processed:
        sellable = row["item_condition"] in {"new", "wrong_item"}
        assert row["restocked_quantity"] == (row["returned_quantity"] if sellable else "0")

    came_back: Counter[tuple[str, str, str]] = Counter()
    for platform, of in orders.items():
        for order_id, lines in of.items():
            for line in lines:
                if line.returned and line.sku:
                    came_back[platform, order_id, line.sku] += line.returned
    assert len(came_back) > 40
    known = {key: int(row["returned_quantity"]) for key, row in newest.items()}
    for key, pieces in came_back.items():
        # What was accepted on the morning of the last download is not in the sheet yet.
        assert known.get(key, pieces) == pieces
    assert len(came_back.keys() - known.keys()) <= 1
    assert all(order_id in orders[platform] for platform, order_id, _ in known)

    for row in truth["returns"]:
        of_month = [
            each
            for each in newest.values()
            if each["platform"] == row["platform"]
            and each["return_received_date"].startswith(row["month"])
        ]
        assert len(of_month) == int(row["articles"])
        for name in ("returned", "restocked"):
            pieces = sum(int(each[f"{name}_quantity"] or 0) for each in of_month)
            assert pieces == int(row[f"{name}_units"])
    assert sum(int(row["articles"]) for row in truth["returns"]) == len(newest)


def test_so_many_returns_can_be_sold_again(large: tuple[Shop, Units]) -> None:
    shop, _ = large
    found: Counter[int] = Counter()
    for block in orders_between(shop, "shopee", 0, 729):
        articles = returns.returned(shop, block)
        found.update(articles.condition.tolist())
        assert (articles.processed - articles.received <= 15).all()
    for condition, share in enumerate(returns.CONDITION_SHARES):
        assert abs(found[condition] / found.total() - share) < 0.05


def test_every_marketplace_has_order_ids() -> None:
    assert set(order_ids.OF_PLATFORM) == set(PLATFORMS)


# --- prices ------------------------------------------------------------------------------------


def test_prices_and_promotions_explain_every_price_of_the_orders(
    sheets: dict[str, list[Row]], orders: dict[str, Orders]
) -> None:
    everyday: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in sheets["price_history"]:
        everyday[row["channel"], row["sku"]].append(row)
    off: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in sheets["promotions"]:
        assert row["promotion_type"] in {"discount", "flash_sale"}
        for day in days_between(row["promotion_start_date"], row["promotion_end_date"]):
            off[row["sku"], day] += Decimal(row["discount_percent"])
    reduced = 0
    for platform, of in orders.items():
        for line in (line for lines in of.values() for line in lines if line.sku):
            day = str(line.day)
            valid = [
                r
                for r in everyday[CHANNELS.get(platform, platform), line.sku]
                if r["price_valid_from"] <= day
            ]
            percent = off.get((line.sku, day), Decimal(0))
            expected = Decimal(valid[-1]["selling_price"]) * (100 - percent) / 100
            # But for TikTok Shop's, prices are whole baht; the sheet's percents have two digits.
            assert abs(expected - line.price) <= (
                Decimal("0.15") if platform == "tiktok_shop" else Decimal("1")
            )
            reduced += percent > 0
    assert reduced > 300


def test_costs_add_up_to_the_planted_ones(
    sheets: dict[str, list[Row]], record: dict[str, Any]
) -> None:
    history: dict[str, list[Row]] = defaultdict(list)
    for row in sheets["cost_history"]:
        history[row["sku"]].append(row)
    for price_list in record["unit_costs"]:
        for sku, cost in price_list["unit_cost"].items():
            valid = [r for r in history[sku] if r["cost_valid_from"] <= price_list["valid_from"]]
            if cost is None:
                assert not valid
            else:
                parts = Decimal(valid[-1]["unit_cost"]) + Decimal(valid[-1]["freight_cost"])
                assert parts == Decimal(cost)
    assert any(len(rows) == 3 for rows in history.values())


def test_competitors_are_looked_at_every_week(
    sheets: dict[str, list[Row]], record: dict[str, Any]
) -> None:
    days = sorted({row["observed_date"] for row in sheets["competitor_prices"]})
    assert len(days) == 105
    assert {row["sku"] for row in sheets["competitor_prices"]} == set(record["competitors"])
    offers = [row for row in sheets["competitor_prices"] if row["competitor_list_price"]]
    assert all(
        amount(row["competitor_price"]) < amount(row["competitor_list_price"]) for row in offers
    )
    assert 0.3 < len(offers) / len(sheets["competitor_prices"]) < 0.5


# --- plans and money ---------------------------------------------------------------------------


def test_seasons_are_planned_and_come_true(
    sheets: dict[str, list[Row]], truth: dict[str, list[Row]]
) -> None:
    units: Counter[str] = Counter()
    for row in truth["daily"]:
        units[row["date"]] += int(row["units"])
    plans = {(row["season_id"], row["category"]): row for row in sheets["season_plan"]}
    assert len(plans) == len(sheets["season_plan"]) == len(truth["season_plan"])
    ahead, came, expected = 0, 0, 0.0
    for row in truth["season_plan"]:
        plan = plans[row["season_id"], row["category"]]
        planned = float(row["expected_units"]) * int(row["plan_pct"]) / 100
        assert abs(int(amount(plan["planned_units"])) - planned) <= 1
        if not row["counted_units"]:
            assert plan["season_start_date"] > LAST_DAY
            ahead += 1
        elif not row["category"]:
            days = days_between(plan["season_start_date"], plan["season_end_date"])
            assert int(row["counted_units"]) == sum(units[day] for day in days)
            came += int(row["counted_units"])
            expected += float(row["expected_units"])
    assert 0.75 < came / expected < 1.25
    assert ahead >= 3
    periods = sorted({(row["season_start_date"], row["season_end_date"]) for row in plans.values()})
    assert all(before[1] < after[0] for before, after in pairwise(periods))


def test_milestones_are_late_as_planted(
    sheets: dict[str, list[Row]], truth: dict[str, list[Row]]
) -> None:
    planted = {row["milestone_id"]: row for row in truth["milestones"]}
    assert len(planted) == len(sheets["milestones"])
    for row in sheets["milestones"]:
        due, delay = date.fromisoformat(row["milestone_due_date"]), planted[row["milestone_id"]]
        done = due + timedelta(days=int(delay["delay_days"]))
        is_done = done.isoformat() <= LAST_DAY
        assert row["completed_date"] == (done.isoformat() if is_done else "")
        assert delay["is_done"] == ("yes" if is_done else "no")
    assert {row["season_id"] for row in sheets["milestones"]} == {
        row["season_id"] for row in sheets["season_plan"]
    }
    assert any(row["completed_date"] == "" for row in sheets["milestones"])


def test_budgets_and_what_was_spent(
    sheets: dict[str, list[Row]], truth: dict[str, list[Row]], record: dict[str, Any]
) -> None:
    spent: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for row in truth["ads_daily"]:
        if not row["period_end"]:
            spent[row["date"][:7], "media", row["channel"]] += amount(row["spend"])
    for row in sheets["expenses"]:
        if not row["season_id"]:
            key = row["expense_date"][:7], row["expense_category"], ""
            spent[key] += amount(row["expense_amount"])
    budgets = {
        (row["budget_start_date"][:7], row["expense_category"], row["channel"]): row
        for row in sheets["budgets"]
        if not row["season_id"]
    }
    assert len(budgets) == len(truth["budgets"])
    for row in truth["budgets"]:
        key = row["month"], row["expense_category"], row["channel"]
        # Of Shopee's ads the truth has sums of months that no daily file covers.
        if row["channel"] != "shopee_ads":
            assert amount(row["spent"]) == spent[key]
        assert amount(budgets[key]["budget_amount"]) == amount(row["budget"])
        if amount(row["budget"]) > 500:
            percent = float(amount(row["spent"]) / amount(row["budget"])) * 100
            known = (
                record["plans"]["spent_pct_of_media_budget"]
                + record["plans"]["spent_pct_in_large_months"]
            )
            assert min(abs(percent - each) for each in known) < 0.3
    assert any(amount(row["expense_amount"]) < 0 for row in sheets["expenses"])
    season_ids = {row["season_id"] for row in sheets["season_plan"]}
    for name in ("expenses", "budgets"):
        assert {row["season_id"] for row in sheets[name]} - {""} <= season_ids


def test_targets_are_overrides_of_the_default(
    sheets: dict[str, list[Row]], truth: dict[str, list[Row]]
) -> None:
    stated = {
        row["target_start_date"][:7]: amount(row["target_value"])
        for row in sheets["targets"]
        if not row["channel"]
    }
    assert {month[-2:] for month in stated} == {"09", "11", "12"}
    gmv: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in truth["daily"]:
        gmv[row["date"][:7]] += amount(row["gmv"])
    before = Decimal(0)
    for row in truth["targets"]:
        assert amount(row["actual"]) == gmv[row["month"]]
        if row["rule"] == "override":
            assert amount(row["target"]) == stated[row["month"]]
        elif row["rule"]:
            assert abs(amount(row["target"]) - before * Decimal("1.015")) <= Decimal("0.01")
        before = amount(row["actual"])
    for month, target in stated.items():
        of_channels = sum(
            amount(row["target_value"])
            for row in sheets["targets"]
            if row["channel"] and row["target_start_date"].startswith(month)
        )
        assert abs(target - of_channels) <= 2


def test_slips_are_of_the_orders_paid_by_bank_transfer(
    small_exports: Path, sheets: dict[str, list[Row]]
) -> None:
    transferred: dict[str, tuple[str, Decimal, str]] = {}
    for path in sorted((small_exports / "line-myshop").iterdir()):
        header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        for cells in rows:
            row = {str(name): str(cell) for name, cell in zip(header, cells, strict=True)}
            if row["วิธีชำระเงิน"] == "โอนเงินผ่านธนาคาร" and row["วันที่ชำระเงิน"]:
                paid = row["วันที่ชำระเงิน"].replace(" ", "").replace(":", "")
                transferred[str(cells[1])] = paid, amount(row["ยอดสุทธิ"]), row["ชื่อบัญชี LINE"]
    transferred = {key: of for key, of in transferred.items() if of[0][:8] <= "20261031"}
    slips = sheets["bank_transfers"]
    assert len({row["slip_id"] for row in slips}) == len(slips) == len(transferred) > 20
    for row in slips:
        minute = row["transferred_at"].replace("-", "").replace(" ", "").replace(":", "")[:12]
        of_slip = minute, amount(row["transfer_amount"]), row["customer_id"]
        assert row["platform"] == "line_oa"
        if row["order_id"]:
            assert transferred[row["order_id"].lstrip("'")] == of_slip
        else:
            assert of_slip in transferred.values()


# --- customers ---------------------------------------------------------------------------------


def test_customers_are_the_truths_people(
    sheets: dict[str, list[Row]], truth: dict[str, list[Row]]
) -> None:
    people = {
        (row["platform"], row["username"] + "@example.com" * (row["platform"] == "lazada"))
        for row in truth["people"]
    }
    assert {
        (row["platform"], row["customer_id"]) for row in sheets["customer_attributes"]
    } == people
    for row in sheets["customer_attributes"]:
        assert (row["segment"] == "member") == (row["member_since"] != "")


def test_members_come_back_more_often(tmp_path: Path) -> None:
    shop = open_shop(Parameters(3.0, 4, DEFAULT_START, date(2025, 10, 31)))
    for download in customers_sheet.downloads(shop):
        download.save(tmp_path, WorkbookWriter())
    rows = [
        r for r in read(tmp_path / "sheets/customer_attributes.csv") if r["platform"] == "shopee"
    ]
    bought: Counter[int] = Counter()
    for block in orders_between(shop, "shopee", 0, shop.parameters.day_count - 1):
        bought.update(block.customer[block.customer % 50 == 0].tolist())
    means = {
        segment: fmean(
            bought[50 * number] for number, row in enumerate(rows) if row["segment"] == segment
        )
        for segment in ("member", "retail")
    }
    assert means["member"] > 1.25 * means["retail"]


# --- the door ----------------------------------------------------------------------------------


def test_ingest_takes_every_sheet(small_exports: Path, tmp_path: Path) -> None:
    shop = IngestShop(tmp_path)
    copytree(small_exports / "sheets", shop.exports / "sheets")
    found = shop.ingest()
    assert not found.refused
    assert len(found.new) == len(list((small_exports / "sheets").iterdir()))
    assert all(row.platform == "sheets" and row.unknown_headers == "[]" for row in found.new)
    assert sum(row.rows_quarantined for row in found.new) == 0
    assert len({row.entity for row in found.new}) >= 16
