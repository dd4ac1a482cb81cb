"""Whom the shop wrote to, whom it left out to compare with, and who ordered after it.

The people and their orders are those of the marketplaces' files: a campaign adds no order. What it
brought is planted by choosing whom to leave out: of those who order soon after, fewer are left out
than of the others, which no test of the files can tell from a campaign that works. With `control`
the share left out of those who do not order, and `odds` how much the campaign raises the odds of an
order, the share left out of those who order is

    control / (control + odds x (1 - control))
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from orchestration.simulate.draws import Draws, Flags, Ints
from orchestration.simulate.parameters import Parameters
from orchestration.simulate.world import orders
from orchestration.simulate.world.customers import buyers
from orchestration.simulate.world.shop import Shop

# People asked for per marketplace, at scale 1; of a larger shop no more than so many times those.
PEOPLE = 3_000
LARGEST_SCALE = 15.0
CONTROL_SHARE = 0.30
# An order within so many days after the day of the message is a response to it.
RESPONSE_DAYS = 14


@dataclass(frozen=True)
class Kind:
    """Who is written to, and what comes of it."""

    name: str
    first_order_days_ago: tuple[int, int]  # from .. to, the second not included
    odds: float
    # Of those who were written to and do not order; as far as they go.
    opened: float
    clicked: float
    opted_out: float


_SECOND_ORDER = Kind("SECOND-ORDER", (1, 46), 2.2, 0.34, 0.110, 0.010)
_WINBACK = Kind("WINBACK", (120, 720), 1.8, 0.22, 0.045, 0.028)
_NEWS = Kind("NEWS", (1, 400), 1.0, 0.27, 0.060, 0.014)
KINDS = (_SECOND_ORDER, _WINBACK, _NEWS)


@dataclass(frozen=True)
class Campaign:
    name: str
    kind: Kind
    day: int
    date: date


_DAYS = (
    (100, _SECOND_ORDER), (230, _WINBACK), (310, _SECOND_ORDER), (395, _NEWS),
    (470, _WINBACK), (560, _SECOND_ORDER), (640, _NEWS), (700, _WINBACK),
)  # fmt: skip

NONE, OPENED, CLICKED, OPTED_OUT, ORDERED = range(5)
NO_ORDER = -1


@dataclass(frozen=True)
class Responses:
    """Of one marketplace's customers, shape (people,)."""

    customer: Ints
    is_control: Flags
    response: Ints  # one of the five above, the furthest
    day: Ints  # of the response; without a meaning for none
    order: Ints  # number of the order, or NO_ORDER


def within(parameters: Parameters) -> list[Campaign]:
    """The campaigns whose responses are all in by the end of the period."""
    return [
        Campaign(f"{parameters.day(day):%y%m}-{kind.name}", kind, day, parameters.day(day))
        for day, kind in _DAYS
        if day + RESPONSE_DAYS < parameters.day_count
    ]


def control_share_of_buyers(kind: Kind) -> float:
    return CONTROL_SHARE / (CONTROL_SHARE + kind.odds * (1 - CONTROL_SHARE))


def responses(shop: Shop, platform: str, campaign: Campaign) -> Responses:
    draws = Draws(shop.parameters.seed, f"campaigns/{campaign.name}/{platform}")
    kind = campaign.kind
    people = _people(shop, platform, campaign)
    order, order_day = _orders_after(shop, platform, campaign, people)
    buys = order != NO_ORDER
    left_out = np.where(buys, control_share_of_buyers(kind), CONTROL_SHARE)
    is_control = draws.happens("control", people, left_out)
    shares = (1 - kind.opened - kind.clicked - kind.opted_out, kind.opened, kind.clicked)
    went = draws.pick("response", people, (*shares, kind.opted_out))
    response = np.where(buys, ORDERED, np.where(is_control, NONE, went))
    later = campaign.day + draws.below("days", people, 3)
    return Responses(people, is_control, response, np.where(buys, order_day, later), order)


def _people(shop: Shop, platform: str, campaign: Campaign) -> Ints:
    """Customers of the right age, evenly over it."""
    plan = shop.plans[platform]
    newest, oldest = campaign.kind.first_order_days_ago
    first = int(plan.first_customer[max(0, campaign.day - oldest + 1)])
    known = int(plan.first_customer[campaign.day - newest + 1]) - first
    wanted = round(PEOPLE * min(shop.parameters.scale, LARGEST_SCALE))
    count = min(known, wanted)
    return np.asarray(first + np.arange(count) * known // max(count, 1), dtype=np.int64)


def _orders_after(shop: Shop, platform: str, campaign: Campaign, people: Ints) -> tuple[Ints, Ints]:
    """(number, day) of the first order of each within the time to respond, or NO_ORDER."""
    order = np.full(len(people), NO_ORDER, dtype=np.int64)
    days = np.zeros(len(people), dtype=np.int64)
    for numbers, placed_on, customers in _buyers_after(shop, platform, campaign.day):
        where = np.minimum(np.searchsorted(people, customers), max(len(people) - 1, 0))
        for index in np.flatnonzero(people[where] == customers).tolist() if len(people) else []:
            person = where[index]
            if order[person] == NO_ORDER:
                order[person], days[person] = numbers[index], placed_on[index]
    return order, days


def _buyers_after(shop: Shop, platform: str, day: int) -> Iterator[tuple[Ints, Ints, Ints]]:
    """(order, day, customer) of the days after, in blocks."""
    plan = shop.plans[platform]
    end = int(plan.first_order[day + RESPONSE_DAYS + 1])
    draws = Draws(shop.parameters.seed, f"buyers/{platform}")
    for start in range(int(plan.first_order[day + 1]), end, orders.BLOCK_ORDERS):
        numbers = np.arange(start, min(start + orders.BLOCK_ORDERS, end), dtype=np.int64)
        placed_on = plan.day_of_order(numbers)
        yield numbers, placed_on, buyers(plan, draws, numbers, placed_on)
