"""What becomes of parcels that come back: returned by buyers, or never delivered."""

from dataclasses import dataclass, fields

import numpy as np

from orchestration.simulate.draws import Draws, Flags, Ints
from orchestration.simulate.world.lifecycle import NEVER
from orchestration.simulate.world.orders import Orders
from orchestration.simulate.world.shop import Shop

# How a returned article comes back, by share. Opened cosmetics are never sold again.
NEW, OPENED, DAMAGED, WRONG_ITEM = range(4)
CONDITION_SHARES = (0.50, 0.26, 0.18, 0.06)
RESELLABLE = (NEW, WRONG_ITEM)
# Of parcels that were never delivered, so few are crushed.
CRUSHED_SHARE = 0.04

# No parcel is back later after its order's day than this: the longest way through a lifecycle is
# 26 days.
LOOK_BACK_DAYS = 28
_DAYS_TO_PROCESS = 4


@dataclass(frozen=True)
class Articles:
    """What is in parcels that are back, a row per order and product. Days may lie beyond the
    period. Shape (articles,)."""

    order: Ints  # index into the block's orders, ascending
    product: Ints
    received: Ints  # day on which the parcel is back
    processed: Ints  # day on which it is put on the shelf, or away
    quantity: Ints
    restocked: Ints
    condition: Ints

    def only(self, which: Flags) -> "Articles":
        return Articles(**{each.name: getattr(self, each.name)[which] for each in fields(self)})


def returned(shop: Shop, orders: Orders) -> Articles:
    """Articles of accepted returns. The seller accepts when the parcel is there."""
    accepted = orders.lifecycle.return_accepted
    articles = _articles(shop, orders, orders.lines.returned_quantity, accepted)
    draws, key = _draws(shop, orders), _key(orders, articles)
    condition = draws.pick("condition", key, CONDITION_SHARES)
    is_resellable = np.isin(condition, RESELLABLE)
    wait = draws.below("process", key, _DAYS_TO_PROCESS)
    return _processed(shop, articles, condition, is_resellable, wait)


def undelivered(shop: Shop, orders: Orders) -> Articles:
    """Articles of parcels that the carrier brings back, put on the shelf the same day."""
    life = orders.lifecycle
    came_back = np.where(life.shipped < NEVER, life.cancelled, NEVER)
    articles = _articles(shop, orders, orders.lines.quantity, came_back)
    is_crushed = _draws(shop, orders).happens("crushed", _key(orders, articles), CRUSHED_SHARE)
    condition = np.where(is_crushed, DAMAGED, NEW)
    return _processed(shop, articles, condition, ~is_crushed, np.zeros_like(condition))


def on_the_shelf(shop: Shop, days: Ints, product: Ints) -> Ints:
    """While nothing is left the product is not listed: what comes back waits for the delivery."""
    period = shop.parameters.day_count
    inside = days < period
    back = shop.assortment.back_in_stock[np.where(inside, days, 0), product]
    return np.where(inside, back, days)


def _draws(shop: Shop, orders: Orders) -> Draws:
    return Draws(shop.parameters.seed, f"returns/{orders.platform}")


def _key(orders: Orders, articles: Articles) -> Ints:
    return orders.number[articles.order] * 1_024 + articles.product


def _articles(shop: Shop, orders: Orders, quantity: Ints, back: Ints) -> Articles:
    """Lines of one order and product are one article."""
    lines, products = orders.lines, len(shop.catalogue.products)
    which = (quantity > 0) & (back[lines.order] < NEVER)
    places, line = np.unique(
        lines.order[which] * products + lines.product[which], return_inverse=True
    )
    pieces = np.zeros(len(places), dtype=np.int64)
    np.add.at(pieces, line, quantity[which])
    order = places // products
    received = shop.day_of(back[order])
    nothing = np.zeros_like(pieces)
    return Articles(order, places % products, received, received, pieces, nothing, nothing)


def _processed(
    shop: Shop, articles: Articles, condition: Ints, is_resellable: Flags, wait: Ints
) -> Articles:
    processed = articles.received + wait
    shelved = on_the_shelf(shop, processed, articles.product)
    return Articles(
        order=articles.order,
        product=articles.product,
        received=articles.received,
        processed=np.where(is_resellable, shelved, processed),
        quantity=articles.quantity,
        restocked=np.where(is_resellable, articles.quantity, 0),
        condition=condition,
    )
