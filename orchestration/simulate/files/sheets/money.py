"""Sheets on money: expenses, slips of bank transfers, exchange rates."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

import numpy as np

from orchestration.simulate import text
from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import Draws
from orchestration.simulate.files.order_ids import customer_ids, order_ids
from orchestration.simulate.files.sheets.sheet import quarter_of, sheet, spelled_out
from orchestration.simulate.truth import Truth
from orchestration.simulate.windows import (
    Window,
    month_windows,
    windows_of_months,
)
from orchestration.simulate.world import payouts
from orchestration.simulate.world.customers import people
from orchestration.simulate.world.exchange_rates import usd_in_satang
from orchestration.simulate.world.orders import Orders, orders_between
from orchestration.simulate.world.seasons import Season, seasons
from orchestration.simulate.world.shop import Shop
from orchestration.simulate.world.units import Units

Row = tuple[object, ...]

EXPENSE_COLUMNS = (
    "expense_id",
    "expense_date",
    "expense_category",
    "channel",
    "season_id",
    "expense_amount",
    "currency",
    "paid_to",
)
SLIP_COLUMNS = (
    "slip_id",
    "transferred_at",
    "transfer_amount",
    "currency",
    "platform",
    "order_id",
    "customer_id",
    "bank",
    "is_verified",
    "sender_name",
)
RATE_COLUMNS = ("date", "from_currency", "to_currency", "rate")

# Satang a month of a shop of scale 1, the day of the month and who gets it.
_MONTHLY = (
    ("rent", 2_200_000, 1, "คุณสมชาย เจ้าของโกดัง"),
    ("salaries", 9_800_000, 25, "พนักงาน"),
    ("agency", 1_500_000, 5, "Bright Media Co., Ltd."),
    ("software", 350_000, 15, "ZORT"),
    ("content", 900_000, 8, "คุณฟ้า ครีเอเตอร์"),
    ("content", 600_000, 19, "สตูดิโอแสงนวล"),
)
SALARY_RISE_PCT = 4  # every January
PACKAGING, PACKAGING_SATANG_PER_UNIT = "packaging", 420
GIFTS, GIFTS_SATANG_PER_DAY = "season_gifts", 90_000

# Where buyers may pay by bank transfer, as which of the prepaid methods, and send the slip in the
# chat: marketplaces take the money themselves.
SLIPS_OF = {"line_oa": 1}
_BANKS = ("KBANK", "SCB", "BBL", "KTB", "TTB", "GSB")
UNVERIFIED_SHARE = 0.03
WITHOUT_ORDER_SHARE = 0.05


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    for window in windows_of_months(shop.parameters, 12):
        rows = partial(_expenses, shop, truth.units, window)
        yield sheet(f"expenses_{window.first.year}", EXPENSE_COLUMNS, rows, bom=True)
    yield sheet("exchange_rates", RATE_COLUMNS, partial(_rates, shop))
    for window in windows_of_months(shop.parameters, 3):
        name = f"bank_transfers_{quarter_of(window)}"
        yield sheet(name, SLIP_COLUMNS, partial(_slips, shop, window))


def _scaled(shop: Shop, satang: int) -> int:
    """A small shop has small costs. Whole baht."""
    return max(100, round(satang * shop.parameters.scale / 100) * 100)


def season_gifts(shop: Shop, season: Season) -> int:
    """What gifts and samples of a season cost, in satang."""
    days = (season.last - season.first).days + 1
    return _scaled(shop, GIFTS_SATANG_PER_DAY * min(days, 20))


def _of_month(shop: Shop, units: Units, window: Window) -> list[tuple[date, str, int, str]]:
    """(day, category, satang, paid to), by day."""
    start = window.first.replace(day=1)
    found = []
    for category, satang, day, paid_to in _MONTHLY:
        if category == "salaries":
            rises = start.year - shop.parameters.start.year
            satang = satang * (100 + SALARY_RISE_PCT * rises) // 100
        found.append((start.replace(day=day), category, _scaled(shop, satang), paid_to))
    days = slice(shop.parameters.index(window.first), shop.parameters.index(window.last) + 1)
    pieces = int(units.sums["shipped"][days].sum())
    if pieces:
        satang = pieces * PACKAGING_SATANG_PER_UNIT
        found.append((window.last, PACKAGING, satang, "กล่องดีแพ็ค"))
        if start.month == 6:  # the year's unused boxes go back
            found.append((window.last, PACKAGING, -(satang // 10), "กล่องดีแพ็ค"))
    inside = [each for each in found if window.first <= each[0] <= window.last]
    return sorted(inside, key=lambda each: each[0])


def by_month(shop: Shop, units: Units) -> list[dict[str, int]]:
    """Satang per calendar month and category, those of seasons left out."""
    months = []
    for window in month_windows(shop.parameters):
        sums: dict[str, int] = {}
        for _, category, satang, _ in _of_month(shop, units, window):
            sums[category] = sums.get(category, 0) + satang
        months.append(sums)
    return months


def _expenses(shop: Shop, units: Units, window: Window) -> Iterator[Row]:
    rows: list[tuple[date, str, str, int, str]] = []
    for month in month_windows(shop.parameters):
        if month.first.year == window.first.year:
            for day, category, satang, paid_to in _of_month(shop, units, month):
                rows.append((day, category, "", satang, paid_to))
    for season in seasons(shop.parameters):
        bought = season.first - timedelta(days=10)
        if window.first <= bought <= window.last:
            gifts = season_gifts(shop, season)
            rows.append((bought, GIFTS, season.number, gifts, "ตลาดสำเพ็ง"))
    for number, (day, category, season_id, satang, paid_to) in enumerate(
        sorted(rows, key=lambda row: row[0]), start=1
    ):
        sign = "-" if satang < 0 else ""
        yield (
            f"E-{window.first:%y}-{number:03d}",
            day.isoformat(),
            category,
            "",
            season_id,
            sign + text.baht_with_commas(abs(satang)),
            "THB",
            paid_to,
        )


def _rates(shop: Shop) -> Iterator[Row]:
    """From each month's first day on; a quarter before the period, when its goods were ordered."""
    day = (shop.parameters.start - timedelta(days=92)).replace(day=1)
    while day <= shop.parameters.end:
        yield day.isoformat(), "USD", "THB", text.baht(usd_in_satang(shop.parameters, day))
        day = (day + timedelta(days=31)).replace(day=1)


def _slips(shop: Shop, window: Window) -> Iterator[Row]:
    for platform, method in SLIPS_OF.items():
        first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
        # A transfer follows its order within a day.
        for orders in orders_between(shop, platform, max(0, first - 1), last):
            yield from _of_block(shop, orders, method, window)


def _of_block(shop: Shop, orders: Orders, method: int, window: Window) -> Iterator[Row]:
    """The slips of a block's orders that were transferred within the window."""
    draws = Draws(shop.parameters.seed, f"slips/{orders.platform}")
    life = orders.lifecycle
    by_transfer = ~life.is_cod & (orders.prepaid_method == method)
    is_within = payouts.within(shop, shop.day_of(life.paid), window)
    ids = order_ids(shop, orders)
    who = people(orders.platform, shop.parameters.seed, orders.customer)
    customers = customer_ids(orders.platform, who)
    banks = draws.below("bank", orders.customer, len(_BANKS))
    unverified = draws.happens("unverified", orders.number, UNVERIFIED_SHARE)
    without_order = draws.happens("without order", orders.number, WITHOUT_ORDER_SHARE)
    for index in np.flatnonzero(by_transfer & is_within).tolist():
        moment = np.datetime64(int(life.paid[index]), "s").item()
        yield (
            f"{moment:%y%m%d%H%M%S}{int(orders.number[index]):08d}",
            f"{moment:%Y-%m-%d %H:%M:%S}",
            text.baht_with_commas(int(orders.buyer_total[index])),
            "THB",
            orders.platform,
            "" if without_order[index] else spelled_out(ids[index]),
            customers[index],
            _BANKS[int(banks[index])],
            "no" if unverified[index] else "yes",
            who.names[index],
        )
