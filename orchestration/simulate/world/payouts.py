"""When the seller gets an order's money, and when a refund is taken from it again."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from orchestration.simulate.draws import Draws, Flags, Ints
from orchestration.simulate.windows import Window
from orchestration.simulate.world.orders import Orders, orders_between
from orchestration.simulate.world.shop import Shop

# No order is paid out, and no refund taken back, later after its day than this: the longest way
# through its lifecycle is 26 days, and three more pass until the transfer.
LOOK_BACK_DAYS = 31
_DAYS_TO_TRANSFER = 3


def blocks(shop: Shop, platform: str, window: Window) -> Iterator[Orders]:
    """All orders of which money may move in the window, whenever they were placed."""
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    return orders_between(shop, platform, max(0, first - LOOK_BACK_DAYS), last)


def payout_days(shop: Shop, orders: Orders) -> tuple[Ints, Ints]:
    """(day of the payout, day of the refund) per order, far beyond the period for none."""
    draws = Draws(shop.parameters.seed, f"payouts/{orders.platform}")
    wait = 1 + draws.below("transfer", orders.number, _DAYS_TO_TRANSFER)

    life = orders.lifecycle
    return shop.day_of(life.completed) + wait, shop.day_of(life.return_accepted) + wait


def by_order(parts: list[tuple[Ints, pa.Table, Ints]]) -> tuple[pa.Table, Ints]:
    """(cells, net amounts) of (index of the order, cells, net amounts), the rows of one order side
    by side: so how many orders a block holds changes no file."""
    numbers, tables, nets = zip(*parts, strict=True)
    sequence = np.argsort(np.concatenate(numbers), kind="stable")
    return pa.concat_tables(tables).take(pa.array(sequence)), np.concatenate(nets)[sequence]


def within(shop: Shop, days: Ints, window: Window) -> Flags:
    return (days >= shop.parameters.index(window.first)) & (
        days <= shop.parameters.index(window.last)
    )
