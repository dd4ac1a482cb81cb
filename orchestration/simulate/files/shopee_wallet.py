"""Shopee's wallet report, Thai: `my_balance_transaction_report.shopee.….xlsx`, a file per month.

Every movement of the seller's balance by time, the header in row 18: what the income report says of
each order, a withdrawal of all there is every Monday morning, and an adjustment now and then.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa

from orchestration.simulate.downloads import Workbook, text_table
from orchestration.simulate.draws import Draws, Ints
from orchestration.simulate.files import shopee_income, shopee_orders
from orchestration.simulate.truth import Truth
from orchestration.simulate.windows import Window, windows_of_months
from orchestration.simulate.world import payouts
from orchestration.simulate.world.orders import orders_between
from orchestration.simulate.world.shop import SHOP_USERNAME, Shop

SHEET = "Transaction Report"
COLUMNS = (
    "วันที่",
    "ประเภทการทำธุรกรรม",
    "คำอธิบาย",
    "รหัสคำสั่งซื้อ",
    "รูปแบบธุรกรรม",
    "จำนวนเงิน",
    "สถานะ",
    "ยอดเงินหลังทำธุรกรรมเสร็จสิ้น",
)
_HEADER_ROW = 18
_INCOME, _WITHDRAWAL, _ADJUSTMENT = "รายรับจากคำสั่งซื้อ", "การถอนเงิน", "รายการปรับปรุง"
_WITHDRAWN_BY_ITSELF, _COMPENSATION = "การถอนเงินอัตโนมัติ", "ชดเชย"
_OWED = "เรียกเก็บยอดติดลบ"  # more was taken back in a week than came in
_IN, _OUT, _DONE = "เงินเข้า", "เงินออก", "ทำรายการสำเร็จ"
_WITHDRAWN_AT, _ADJUSTED_AT = 4_623, 86_100  # 01:17:03 and 23:55:00
_RELEASED_FROM, _RELEASED_FOR = 36_000, 28_800  # 10:00 to 18:00
ADJUSTMENT_SHARE = 0.04  # of days

# Movements that are sorted at once. A large shop's month is walked in several spans of days.
MOVEMENTS_AT_ONCE = 250_000


def downloads(shop: Shop, truth: Truth) -> Iterator[Workbook]:
    """The movements of each month."""
    above = [["รายงาน"], [SHOP_USERNAME], *[[]] * (_HEADER_ROW - 3)]
    for window in windows_of_months(shop.parameters, 3):
        yield Workbook(
            folder="shopee-wallet",
            name=partial(file_name, window),
            sheet=SHEET,
            header=COLUMNS,
            tables=partial(_tables, shop, window),
            above=above,
        )


def file_name(window: Window, part: int = 1, parts: int = 1) -> str:
    suffix = "" if parts == 1 else f"_part_{part}_of_{parts}"
    days = f"{window.first:%Y%m%d}_{window.last:%Y%m%d}"
    return f"my_balance_transaction_report.shopee.{days}{suffix}.xlsx"


@dataclass(frozen=True)
class _Released:
    """What orders bring and what is taken back again, by day and order. Shape (movements,)."""

    day: Ints
    net: Ints
    order_ids: list[str]


def _tables(shop: Shop, window: Window) -> Iterator[pa.Table]:
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    monday = max(0, first - (window.first.weekday() or 7))  # the balance was nothing then
    balance = 0
    for since, until in _spans(shop, monday, last):
        released = _released(shop, since, until)
        for day in range(since, until + 1):
            rows, balance = _day(shop, released, day, balance)
            if rows and day >= first:
                yield text_table(zip(*rows, strict=True))


def _spans(shop: Shop, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Days together that are not too many to be sorted, both included."""
    busiest = int(shop.plans["shopee"].orders.max(initial=1))
    length = max(1, MOVEMENTS_AT_ONCE // max(1, busiest))
    for since in range(first, last + 1, length):
        yield since, min(since + length - 1, last)


def _released(shop: Shop, since: int, until: int) -> _Released:
    parts: list[tuple[Ints, Ints, Ints]] = []
    order_ids: list[str] = []
    for orders in orders_between(shop, "shopee", max(0, since - payouts.LOOK_BACK_DAYS), until):
        of_block = shopee_orders.order_ids(shop, orders)
        for days, money in zip(
            payouts.payout_days(shop, orders),
            (shopee_income.payout(orders), shopee_income.taken_back(orders)),
            strict=True,
        ):
            which = np.flatnonzero((days >= since) & (days <= until))
            net = np.sum(list(money.values()), axis=0)
            parts.append((days[which], orders.number[which], net[which]))
            order_ids += [of_block[i] for i in which.tolist()]
    if not parts:
        nothing = np.empty(0, dtype=np.int64)
        return _Released(nothing, nothing, [])
    day, number, net = (np.concatenate(column) for column in zip(*parts, strict=True))
    sequence = np.lexsort((-net, number, day))
    return _Released(day[sequence], net[sequence], [order_ids[i] for i in sequence.tolist()])


def _day(shop: Shop, released: _Released, day: int, balance: int) -> tuple[list[list[str]], int]:
    """(the day's rows, the balance in the evening)"""
    rows: list[list[str]] = []
    date = shop.parameters.day(day)

    def move(second: int, kind: str, about: str, order_id: str, amount: int) -> int:
        time = f"{second // 3_600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        after = balance + amount
        flow = _OUT if amount < 0 else _IN
        cells = [f"{date} {time}", kind, about, order_id, flow, _money(amount), _DONE]
        rows.append([*cells, _money(after)])
        return after

    if date.weekday() == 0 and balance:
        kind, about = (_WITHDRAWAL, _WITHDRAWN_BY_ITSELF) if balance > 0 else (_ADJUSTMENT, _OWED)
        balance = move(_WITHDRAWN_AT, kind, about, "-", -balance)
    begin, end = np.searchsorted(released.day, [day, day + 1]).tolist()
    for place in range(begin, end):
        order_id, amount = released.order_ids[place], int(released.net[place])
        second = _RELEASED_FROM + (place - begin) * _RELEASED_FOR // (end - begin)
        balance = move(second, _INCOME, f"{_INCOME} #{order_id}", order_id, amount)
    draws, key = Draws(shop.parameters.seed, "files/shopee_wallet"), np.array([day])
    if draws.happens("adjustment", key, ADJUSTMENT_SHARE)[0]:
        amount = 100 * (30 + int(draws.below("amount", key, 90)[0]))
        balance = move(_ADJUSTED_AT, _ADJUSTMENT, _COMPENSATION, "-", amount)
    return rows, balance


def _money(satang: int) -> str:
    sign, satang = ("-", -satang) if satang < 0 else ("", satang)
    return f"{sign}{satang // 100:,}.{satang % 100:02d}"
