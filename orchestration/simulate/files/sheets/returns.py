"""Returns processing: what came back, in which state, and where it went.

A file per quarter that begins 15 days before it, because what waits for a decision then is decided
later.
"""

from collections.abc import Iterator
from functools import partial

import numpy as np

from orchestration.simulate import text
from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import Draws
from orchestration.simulate.files.order_ids import order_ids
from orchestration.simulate.files.sheets.sheet import quarter_of, sheet, spelled_out
from orchestration.simulate.truth import Truth
from orchestration.simulate.windows import Window, returns_windows
from orchestration.simulate.world import payouts, returns
from orchestration.simulate.world.marketplaces import PLATFORMS
from orchestration.simulate.world.orders import Orders, orders_between
from orchestration.simulate.world.returns import DAMAGED, NEW, OPENED, WRONG_ITEM, Articles
from orchestration.simulate.world.shop import Shop

Row = tuple[object, ...]

COLUMNS = (
    "return_id",
    "platform",
    "order_id",
    "sku",
    "return_received_date",
    "processed_date",
    "returned_quantity",
    "restocked_quantity",
    "item_condition",
    "disposition",
    "return_reason",
    "return_shipping_cost",
    "handling_cost",
    "currency",
)
TRUTH_COLUMNS = ("platform", "month", "articles", "returned_units", "restocked_units")

CONDITIONS = {NEW: "new", OPENED: "opened", DAMAGED: "damaged", WRONG_ITEM: "wrong_item"}
DISPOSITIONS = {NEW: "restock", OPENED: "discard", DAMAGED: "supplier", WRONG_ITEM: "restock"}
REASONS = {
    NEW: ("เปลี่ยนใจ", "สั่งผิด"),
    OPENED: ("แพ้", "ไม่ตรงกับที่คิด"),
    DAMAGED: ("แตกระหว่างส่ง", "ฝาปั๊มเสีย"),
    WRONG_ITEM: ("ส่งผิดรุ่น", "ส่งผิดรุ่น"),
}
HANDLING_SATANG = {NEW: 1_200, OPENED: 1_500, DAMAGED: 1_500, WRONG_ITEM: 1_200}
RETURN_SHIPPING_SATANG = (3_800, 4_500, 5_500)


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    sums: dict[tuple[str, str], list[int]] = {}
    truth.plant("returns.csv", TRUTH_COLUMNS, _truth(sums))
    windows = returns_windows(shop.parameters, months=3)
    for index, window in enumerate(windows):
        is_last = index + 1 == len(windows)
        held_later_from = (
            shop.parameters.day_count
            if is_last
            else shop.parameters.index(windows[index + 1].first)
        )
        rows = partial(_rows, shop, window, held_later_from, sums)
        yield sheet(f"returns_processing_{quarter_of(window)}", COLUMNS, rows, bom=True)


def _truth(sums: dict[tuple[str, str], list[int]]) -> Iterator[Row]:
    for key, values in sorted(sums.items()):
        yield *key, *values


def _rows(
    shop: Shop, window: Window, held_later_from: int, sums: dict[tuple[str, str], list[int]]
) -> Iterator[Row]:
    """Articles that no later file holds are counted for the truth."""
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    for platform in PLATFORMS:
        oldest = max(0, first - returns.LOOK_BACK_DAYS)
        for orders in orders_between(shop, platform, oldest, last):
            articles = returns.returned(shop, orders)
            articles = articles.only(payouts.within(shop, articles.received, window))
            _count(shop, platform, articles.only(articles.received < held_later_from), sums)
            yield from _of_block(shop, orders, articles, last)


def _count(
    shop: Shop, platform: str, articles: Articles, sums: dict[tuple[str, str], list[int]]
) -> None:
    is_processed = articles.processed < shop.parameters.day_count
    restocked = np.where(is_processed, articles.restocked, 0).tolist()
    for day, quantity, sellable in zip(
        articles.received.tolist(), articles.quantity.tolist(), restocked, strict=True
    ):
        month = f"{shop.parameters.day(day):%Y-%m}"
        of_month = sums.setdefault((platform, month), [0, 0, 0])
        for place, value in enumerate((1, quantity, sellable)):
            of_month[place] += value


def _of_block(shop: Shop, orders: Orders, articles: Articles, as_of: int) -> Iterator[Row]:
    draws = Draws(shop.parameters.seed, f"returns processing/{orders.platform}")
    number = orders.number[articles.order]
    reason = draws.below("reason", number, 2)
    postage = np.array(RETURN_SHIPPING_SATANG)[
        draws.below("shipping", number, len(RETURN_SHIPPING_SATANG))
    ]
    # One parcel, one postage: on the first of its articles.
    postage[1:][np.diff(articles.order) == 0] = 0
    ids = order_ids(shop, orders)
    for index in range(len(number)):
        order_id, condition = ids[articles.order[index]], int(articles.condition[index])
        processed = int(articles.processed[index])
        is_decided = processed <= as_of
        yield (
            f"R-{order_id}",
            orders.platform,
            spelled_out(order_id),
            shop.catalogue.products[articles.product[index]].sku,
            shop.parameters.day(int(articles.received[index])).isoformat(),
            shop.parameters.day(processed).isoformat() if is_decided else "",
            int(articles.quantity[index]),
            int(articles.restocked[index]) if is_decided else "",
            CONDITIONS[condition],
            DISPOSITIONS[condition] if is_decided else "",
            REASONS[condition][reason[index]],
            text.baht(int(postage[index])),
            text.baht(HANDLING_SATANG[condition]) if is_decided else "",
            "THB",
        )
