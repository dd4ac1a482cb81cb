"""Each visit to the brand's own site, with who came: the sessions, one by one.

Most visitors are browsers that nobody knows. A part of the orders on LINE begin with a visit, and
who ordered there looks in again: by their order such visitors are known to be customers.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from orchestration.simulate.draws import Draws, Flags, Floats, Ints
from orchestration.simulate.world.orders import Orders, orders_between
from orchestration.simulate.world.sessions import LANDING_PAGES, SOURCES, Sessions, sessions
from orchestration.simulate.world.shop import Shop

LINE = "line_oa"
DEVICES = ("mobile", "desktop", "tablet")
_DEVICE_WEIGHTS = (81, 16, 3)
# Of the orders on LINE, so many begin with a visit to the site; it ends with the order.
FROM_SITE_SHARE = 0.35
# Of all visits, so many are of customers who ordered on LINE in the days before.
REGULAR_SHARE, REGULAR_DAYS = 0.05, 30
# Who comes again came first some days ago: as (share, days).
_CAME_BEFORE = ((0.0, 0.0), (0.5, 2.0), (0.8, 9.0), (1.0, 60.0))
_LONGER = ((0.0, 0.1), (0.5, 0.7), (0.9, 2.2), (1.0, 6.0))  # than the source's visits on average
_HOURS = (14, 7, 4, 2, 2, 3, 8, 18, 26, 34, 40, 44, 52, 46, 42, 42, 44, 48, 56, 70, 84, 88, 66, 34)
_NOBODY = -1


@dataclass(frozen=True)
class Visits:
    """A day's visits by time, shape (visits,). Moments in seconds since 1970, shop time."""

    number: Ints  # unique
    visitor: Ints  # unique of a person; customers are odd, browsers nobody knows are even
    source: Ints
    page: Ints
    started: Ints
    seconds: Ints
    device: Ints
    page_views: Ints
    product_views: Ints
    order: Ints  # place of the order among the day's on LINE that began here; below 0: none

    @property
    def is_order(self) -> Flags:
        return np.asarray(self.order != _NOBODY)


def visits_by_day(
    shop: Shop, first_day: int, last_day: int
) -> Iterator[tuple[int, Visits, Orders | None]]:
    """(day, its visits, its orders on LINE) from first_day to last_day, both included.

    The same visits whichever days are asked for.
    """
    counts = sessions(shop)
    new_a_day = counts.new_visitors.sum(axis=(0, 1))
    known = np.concatenate([[0], np.cumsum(new_a_day)])
    recent: deque[Ints] = deque(maxlen=REGULAR_DAYS)
    for day in range(max(0, first_day - REGULAR_DAYS), last_day + 1):
        orders = _orders(shop, day)
        if day >= first_day:
            regulars = np.concatenate([np.zeros(0, np.int64), *recent])
            yield day, _visits(shop, day, counts, known, regulars, orders), orders
        recent.append(orders.customer if orders else np.zeros(0, np.int64))


def _orders(shop: Shop, day: int) -> Orders | None:
    """The day's first orders on LINE: one block, however large the shop."""
    return next(orders_between(shop, LINE, day, day), None) if LINE in shop.plans else None


def _visits(
    shop: Shop, day: int, counts: Sessions, known: Ints, regulars: Ints, orders: Orders | None
) -> Visits:
    draws = Draws(shop.parameters.seed, f"visits/{day}")
    come = counts.sessions[:, :, day].ravel()
    count = int(come.sum())
    at = np.arange(count)
    cell = np.repeat(np.arange(len(come)), come)
    source, page = cell // len(LANDING_PAGES), cell % len(LANDING_PAGES)
    visitor = 2 * _browsers(draws, day, counts, known, cell)

    # The first of a mixed order are who ordered today, the next are who ordered lately.
    mixed = np.argsort(draws.bits("mixed", at), kind="stable")
    order = np.full(count, _NOBODY, dtype=np.int64)
    ordering = np.zeros(0, dtype=np.int64)
    if orders:
        begins = np.flatnonzero(draws.happens("order", orders.number, FROM_SITE_SHARE))
        begins = begins[:count]
        ordering = mixed[: len(begins)]
        order[ordering] = begins
        visitor[ordering] = 2 * orders.customer[begins] + 1
    if len(regulars):
        looking = mixed[len(ordering) : len(ordering) + round(count * REGULAR_SHARE)]
        visitor[looking] = 2 * regulars[draws.below("regular", looking, len(regulars))] + 1

    usual = np.array([of.seconds for of in SOURCES], dtype=np.float64)[source]
    seconds = _whole(usual * draws.spread("seconds", at, _LONGER))
    page_views = 1 + _whole(seconds / 45.0) + draws.below("pages", at, 2)
    product_views = np.minimum(page_views, draws.below("products", at, 3))
    midnight = int(shop.midnight(np.array([day]))[0])
    edges = np.concatenate([[0], np.cumsum(_HOURS)]) / sum(_HOURS)
    started = midnight + _whole(np.interp(draws.uniform("hour", at), edges, np.arange(25)) * 3_599)
    if orders:
        seconds[ordering] += 120
        product_views[ordering] = np.maximum(product_views[ordering], 1)
        created = orders.lifecycle.created[order[ordering]]
        started[ordering] = np.maximum(created - seconds[ordering], midnight)
    by_time = np.lexsort((at, started))
    return Visits(
        number=(day * 2**24 + at)[by_time],
        visitor=visitor[by_time],
        source=source[by_time],
        page=page[by_time],
        started=started[by_time],
        seconds=seconds[by_time],
        device=draws.pick("device", at, _DEVICE_WEIGHTS)[by_time],
        page_views=page_views[by_time],
        product_views=product_views[by_time],
        order=order[by_time],
    )


def _browsers(draws: Draws, day: int, counts: Sessions, known: Ints, cell: Ints) -> Ints:
    """Who came, as the how manieth browser ever: in each cell first the new ones, then those who
    have been here before, then some of both for a second time that day."""
    visitors, new = (of[:, :, day].ravel()[cell] for of in (counts.visitors, counts.new_visitors))
    first_of_cell = np.searchsorted(cell, cell)
    place = (np.arange(len(cell)) - first_of_cell) % np.maximum(visitors, 1)
    new_before = np.concatenate([[0], np.cumsum(counts.new_visitors[:, :, day].ravel())])[cell]
    person = first_of_cell + place  # what is drawn for one is the same the second time
    a_day = max(1.0, float(known[day + 1]) / (day + 1))
    back = _whole(draws.spread("before", person, _CAME_BEFORE) * a_day)
    again = np.maximum(known[day] - 1 - back, 0)
    browsers: Ints = np.where(place < new, known[day] + new_before + place, again)
    return browsers


def _whole(values: Floats) -> Ints:
    return np.floor(values).astype(np.int64)
