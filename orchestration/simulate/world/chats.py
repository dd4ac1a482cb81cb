"""Who writes to the shop on LINE, how soon somebody answers, and whether it ends in an order.

The planted truth of the chat team: the sooner the first answer, the more chats end in an order.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from orchestration.simulate.draws import Draws, Floats, Ints
from orchestration.simulate.world.lifecycle import NEVER
from orchestration.simulate.world.shop import Shop

# Chats begun for each order that is expected on LINE; where the shop has none there, for each
# order on all marketplaces. And for each tap on a link in a broadcast.
CHATS_PER_LINE_ORDER = 1.6
CHATS_PER_ORDER = 0.10
CHATS_PER_CLICK = 0.06
# The team writes down so many of a day's chats and no more, however large the shop.
MOST_A_DAY = 120

# Seconds until the first answer as (share, seconds), how often it takes so long, and which share of
# the chats that are quoted a price then end in an order.
SPEEDS = ("within 10 minutes", "within the hour", "later")
SPEED_WEIGHTS = (0.50, 0.30, 0.20)
ORDERED_SHARE = (0.46, 0.31, 0.15)
_ANSWERS = (
    ((0.0, 20.0), (1.0, 600.0)),
    ((0.0, 601.0), (1.0, 3_600.0)),
    ((0.0, 3_601.0), (0.7, 14_400.0), (1.0, 43_200.0)),
)
ASKED_SHARE, QUOTED_SHARE, PAID_SHARE = 0.78, 0.72, 0.88

_HOURS = (9, 4, 2, 1, 1, 2, 5, 12, 22, 34, 42, 46, 50, 46, 42, 42, 44, 48, 54, 66, 78, 74, 52, 24)
_STEPS = {  # seconds after the step before
    "asked": ((0.0, 15.0), (1.0, 240.0)),
    "quoted": ((0.0, 60.0), (1.0, 900.0)),
    "ordered": ((0.0, 90.0), (0.7, 1_800.0), (1.0, 21_600.0)),
    "paid": ((0.0, 60.0), (0.8, 1_200.0), (1.0, 36_000.0)),
    "closed": ((0.0, 600.0), (1.0, 7_200.0)),
}


@dataclass(frozen=True)
class Chats:
    """A day's chats, shape (chats,). Moments in seconds since 1970, shop time, NEVER for none."""

    number: Ints  # unique
    speed: Ints
    product: Ints
    started: Ints
    asked: Ints
    replied: Ints
    quoted: Ints
    ordered: Ints
    paid: Ints
    closed: Ints


def chats_a_day(shop: Shop) -> Ints:
    """How many are written down, per day."""
    draws = Draws(shop.parameters.seed, "chats")
    days = shop.parameters.day_count
    if "line_oa" in shop.plans:
        rate = CHATS_PER_LINE_ORDER * shop.plans["line_oa"].rate
    else:
        rate = CHATS_PER_ORDER * np.sum([plan.rate for plan in shop.plans.values()], axis=0)
    rate = rate * draws.noise("noise", days, 0.12)
    for broadcast in shop.broadcasts:
        for day, share in ((broadcast.day, 0.7), (broadcast.day + 1, 0.3)):
            if day < days:
                rate[day] += share * CHATS_PER_CLICK * broadcast.clicked
    begun = draws.generator("chats").poisson(np.round(rate, 9))
    return np.minimum(begun, MOST_A_DAY).astype(np.int64)


def chats_by_day(shop: Shop, first_day: int, last_day: int) -> Iterator[tuple[int, Chats]]:
    """The chats begun on days first_day..last_day, both included, by time."""
    counts = chats_a_day(shop)
    for day in range(first_day, last_day + 1):
        yield day, _chats(shop, day, int(counts[day]))


def _chats(shop: Shop, day: int, count: int) -> Chats:
    draws = Draws(shop.parameters.seed, "chats")
    number = day * (MOST_A_DAY + 1) + np.arange(count)
    quantile = (np.arange(count) + draws.uniform("moment", number)) / max(count, 1)
    edges = np.concatenate([[0], np.cumsum(_HOURS)]) / sum(_HOURS)
    seconds = np.floor(np.interp(quantile, edges, np.arange(25)) * 3_600).astype(np.int64)
    started = shop.midnight(np.full(count, day)) + np.minimum(seconds, 86_399)

    def after(moments: Ints, step: str) -> Ints:
        return moments + _seconds(draws.spread(step, number, _STEPS[step]))

    speed = draws.pick("speed", number, SPEED_WEIGHTS)
    waits = [draws.spread(f"answer/{i}", number, answer) for i, answer in enumerate(_ANSWERS)]
    replied = started + _seconds(np.choose(speed, waits))
    asked = np.where(
        draws.happens("asks", number, ASKED_SHARE),
        np.minimum(after(started, "asked"), replied),
        NEVER,
    )
    is_quoted = draws.happens("is quoted", number, QUOTED_SHARE)
    quoted = np.where(is_quoted, after(replied, "quoted"), NEVER)
    buys = is_quoted & draws.happens("buys", number, np.array(ORDERED_SHARE)[speed])
    ordered = np.where(buys, after(quoted, "ordered"), NEVER)
    pays = buys & draws.happens("pays", number, PAID_SHARE)
    paid = np.where(pays, after(ordered, "paid"), NEVER)
    last = np.where(pays, paid, np.where(buys, ordered, np.where(is_quoted, quoted, replied)))
    return Chats(
        number=number,
        speed=speed,
        product=draws.pick("product", number, shop.assortment.weight[day]),
        started=started,
        asked=asked,
        replied=replied,
        quoted=quoted,
        ordered=ordered,
        paid=paid,
        closed=after(last, "closed"),
    )


def _seconds(drawn: Floats) -> Ints:
    return np.floor(drawn).astype(np.int64)
