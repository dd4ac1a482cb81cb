"""Shopee Business Insights of the whole shop: shop stats, and the newer sales overview.

Shop stats come as a workbook with a sheet per basis of orders. In each a summary of the period
stands above the header, which is then given again, and the days; a file of a single day has its
hours instead. The sales overview has placed and confirmed orders side by side.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

from orchestration.simulate import text
from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import Draws, Ints
from orchestration.simulate.reported import BASES, BasisSums, hours_of
from orchestration.simulate.truth import Truth
from orchestration.simulate.windows import Window, day_window, month_windows
from orchestration.simulate.world.orders import orders_between
from orchestration.simulate.world.shop import SHOP_USERNAME, Shop
from orchestration.simulate.writers import write_sheets

# Of a Thai workbook only the name of the confirmed sheet is known.
SHEETS = {"placed": "Placed Order", "confirmed": "ยืนยันแล้ว", "paid": "Paid Order"}
_DAY, _HOUR = "วันที่", "เวลา"
COLUMNS = (
    "ยอดขายทั้งหมด (THB)",
    "ยอดขายที่ไม่รวมส่วนลดจาก Shopee",
    "คำสั่งซื้อทั้งหมด",
    "ยอดขายเฉลี่ยต่อคำสั่งซื้อ",
    "จำนวนคลิก",
    "จำนวนผู้เยี่ยมชม",
    "อัตราการซื้อสินค้า",
    "คำสั่งซื้อที่ยกเลิก",
    "ยอดขายที่ยกเลิก",
    "คำสั่งซื้อที่คืนเงิน/คืนสินค้า",
    "ยอดขายที่คืนเงิน/คืนสินค้า",
    "# ของผู้ซื้อ",
    "# ของผู้ซื้อใหม่",
    "# ของผู้ซื้อเดิม",
    "# ผู้ที่อาจจะซื้อ",
    "อัตราการกลับมาซื้อซ้ำ",
)
OVERVIEW_SHEET = "Sales Overview"
OVERVIEW_SINCE = date(2026, 1, 1)
OVERVIEW_SUMMARY = (
    "Date",
    "Visitors (Visit)",
    "Buyers (Placed Orders)",
    "Sales (Placed Orders) (THB)",
    "Conversion Rate (Visit to Placed)",
    "Buyers (Confirmed Orders)",
    "Sales(Confirmed Orders) (THB)",
    "Conversion Rate (Placed to Confirmed)",
    "Sales per Buyer (Confirmed Orders) (THB)",
    "Conversion Rate",
)
OVERVIEW_COLUMNS = (  # with Shopee's own spaces
    "Date",
    "Visitors (Visit)",
    "Buyers (Placed Orders)",
    "Units (Placed Orders)",
    "Orders (Placed Orders)",
    "Sales (Placed Orders) (THB)",
    "Conversion Rate (Visit to Placed)",
    "Buyers (Confirmed Orders)",
    "Units(Confirmed Orders)",
    "Orders (Confirmed Orders)",
    "Sales(Confirmed Orders) (THB)",
    "Sales per Buyer (Confirmed Orders) (THB)",
    "Conversion Rate (Placed to Confirmed)",
    "Conversion Rate",
)
# Double days of which the seller wants to see the hours, from the last one back.
HOURLY_DAYS = 4
# An order is paid no later after its day than this: cash on delivery, the longest way to the door.
_PAID_WITHIN_DAYS = 13
# A person who comes on several days, or buys, is one in the summary of a period.
_VISITORS_PERCENT, _BUYERS_PERCENT = 70, 92


@dataclass(frozen=True)
class Traffic:
    """People who looked, per row of a report."""

    visitors: Ints
    clicks: Ints
    potential: Ints  # put something into the cart and did not buy


Row = list[str]
Sums = Mapping[str, Ints]


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    """Shop stats per month and of a few single days, and overviews of the later months."""
    bases = truth.reported["shopee"].bases
    for window in month_windows(shop.parameters):
        write = partial(_write_month, shop, bases, window)
        yield TextFile(f"shopee-insights/{file_name(window)}", write)
        if window.first >= OVERVIEW_SINCE:
            write = partial(_write_overview, shop, bases, window)
            yield TextFile(f"shopee-insights/{overview_name(window)}", write)
    for window in hourly_windows(shop):
        write = partial(_write_hours, shop, window)
        yield TextFile(f"shopee-insights/{file_name(window)}", write)


def file_name(window: Window) -> str:
    days = f"{window.first:%Y%m%d}-{window.last:%Y%m%d}"
    return f"{SHOP_USERNAME}.shopee-shop-stats.{days}.xlsx"


def overview_name(window: Window) -> str:
    return f"sales_overview_{window.first:%Y%m%d}-{window.last:%Y%m%d}.xlsx"


def hourly_windows(shop: Shop) -> list[Window]:
    days = np.flatnonzero(shop.is_double_day)[-HOURLY_DAYS:]
    return [day_window(shop.parameters.day(int(day))) for day in days]


def _traffic(shop: Shop, rows: Ints, placed_orders: Ints, quiet: int) -> Traffic:
    draws = Draws(shop.parameters.seed, "files/shopee_shop_stats")
    visitors = placed_orders * (24 + draws.below("per order", rows, 14))
    visitors = visitors + quiet + draws.below("visitors", rows, quiet)
    return Traffic(
        visitors=visitors,
        clicks=visitors * (17 + draws.below("clicks", rows, 6)) // 10,
        potential=visitors * (8 + draws.below("potential", rows, 8)) // 100,
    )


def _write_month(shop: Shop, bases: Mapping[str, BasisSums], window: Window, path: Path) -> None:
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    days = np.arange(first, last + 1)
    placed = bases["placed"].sums["orders"]
    traffic = _traffic(shop, days, placed[days], quiet=60)
    names = [f"{shop.parameters.day(day):%d-%m-%Y}" for day in days.tolist()]
    sheets = {}
    for basis in BASES:
        sums = {name: of[days] for name, of in bases[basis].sums.items()}
        sheets[SHEETS[basis]] = _sheet(window, _DAY, names, sums, traffic)
    write_sheets(path, sheets)


def _write_hours(shop: Shop, window: Window, path: Path) -> None:
    """The day's orders are drawn once more."""
    day = shop.parameters.index(window.first)
    clock = hours_of(shop, window)
    bases = {basis: BasisSums(shop, clock, basis) for basis in BASES}
    for orders in orders_between(shop, "shopee", max(0, day - _PAID_WITHIN_DAYS), day):
        for of_basis in bases.values():
            of_basis.add(orders, np.ones(len(orders), dtype=np.bool_))
    traffic = _traffic(shop, day * 24 + np.arange(24), bases["placed"].sums["orders"], quiet=4)
    names = [f"{window.first:%d-%m-%Y} {hour:02d}:00" for hour in range(24)]
    sheets = {
        SHEETS[basis]: _sheet(window, _HOUR, names, bases[basis].sums, traffic) for basis in BASES
    }
    write_sheets(path, sheets)


def _sheet(
    window: Window, first_header: str, names: Sequence[str], sums: Sums, traffic: Traffic
) -> list[Row]:
    rows = [
        [name, *_cells({of: int(values[i]) for of, values in sums.items()}, _of(traffic, i))]
        for i, name in enumerate(names)
    ]
    total = {name: int(values.sum()) for name, values in sums.items()}
    total["buyers"] = total["new_buyers"] + (
        (total["buyers"] - total["new_buyers"]) * _BUYERS_PERCENT // 100
    )
    people = [int(of.sum()) for of in (traffic.visitors, traffic.clicks, traffic.potential)]
    people[0] = people[0] * _VISITORS_PERCENT // 100
    period = f"{window.first:%d-%m-%Y}-{window.last:%d-%m-%Y}"
    return [
        [_DAY, *COLUMNS],
        [period, *_cells(total, people)],
        [],
        [first_header, *COLUMNS],
        *rows,
    ]


def _of(traffic: Traffic, row: int) -> list[int]:
    return [int(of[row]) for of in (traffic.visitors, traffic.clicks, traffic.potential)]


def _cells(of: Mapping[str, int], people: Sequence[int]) -> Row:
    visitors, clicks, potential = people
    money = text.baht_with_commas
    existing = of["buyers"] - of["new_buyers"]
    return [
        money(of["sales"]),
        money(of["sales"] - of["platform_vouchers"]),
        f"{of['orders']:,}",
        money(of["sales"] // of["orders"]) if of["orders"] else "0.00",
        f"{clicks:,}",
        f"{visitors:,}",
        text.percent(of["orders"], visitors),
        f"{of['cancelled_orders']:,}",
        money(of["cancelled_sales"]),
        f"{of['returned_orders']:,}",
        money(of["returned_sales"]),
        f"{of['buyers']:,}",
        f"{of['new_buyers']:,}",
        f"{existing:,}",
        f"{potential:,}",
        text.percent(existing, of["buyers"]),
    ]


def _write_overview(shop: Shop, bases: Mapping[str, BasisSums], window: Window, path: Path) -> None:
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    days = np.arange(first, last + 1)
    placed, confirmed = (
        {name: of[days] for name, of in bases[basis].sums.items()}
        for basis in ("placed", "confirmed")
    )
    visitors = _traffic(shop, days, placed["orders"], quiet=60).visitors
    rows = []
    for i, day in enumerate(days.tolist()):
        of_placed = {name: int(of[i]) for name, of in placed.items()}
        of_confirmed = {name: int(of[i]) for name, of in confirmed.items()}
        cells = _overview_cells(of_placed, of_confirmed, int(visitors[i]))
        name = f"{shop.parameters.day(day):%d-%m-%Y}"
        rows.append([name, *(cells[column] for column in OVERVIEW_COLUMNS[1:])])
    cells = _overview_cells(
        {name: int(of.sum()) for name, of in placed.items()},
        {name: int(of.sum()) for name, of in confirmed.items()},
        int(visitors.sum()) * _VISITORS_PERCENT // 100,
    )
    period = f"{window.first:%d-%m-%Y}-{window.last:%d-%m-%Y}"
    summary = [period, *(cells[column] for column in OVERVIEW_SUMMARY[1:])]
    above = [list(OVERVIEW_SUMMARY), summary, []]
    write_sheets(path, {OVERVIEW_SHEET: [*above, list(OVERVIEW_COLUMNS), *rows]})


def _overview_cells(
    placed: Mapping[str, int], confirmed: Mapping[str, int], visitors: int
) -> dict[str, str]:
    money = text.baht_with_commas
    buyers = confirmed["buyers"]
    return {
        "Visitors (Visit)": f"{visitors:,}",
        "Buyers (Placed Orders)": f"{placed['buyers']:,}",
        "Units (Placed Orders)": f"{placed['units']:,}",
        "Orders (Placed Orders)": f"{placed['orders']:,}",
        "Sales (Placed Orders) (THB)": money(placed["sales"]),
        "Conversion Rate (Visit to Placed)": text.percent(placed["buyers"], visitors),
        "Buyers (Confirmed Orders)": f"{buyers:,}",
        "Units(Confirmed Orders)": f"{confirmed['units']:,}",
        "Orders (Confirmed Orders)": f"{confirmed['orders']:,}",
        "Sales(Confirmed Orders) (THB)": money(confirmed["sales"]),
        "Sales per Buyer (Confirmed Orders) (THB)": text.ratio(confirmed["sales"] / 100, buyers),
        "Conversion Rate (Placed to Confirmed)": text.percent(buyers, placed["buyers"]),
        "Conversion Rate": text.percent(buyers, visitors),
    }
