"""How many orders a marketplace gets each day, and how many of them from new buyers.

organic = organic share x base x scale x growth x weekday x season x event lifts
rate = organic + what marketing brings; orders ~ Poisson(rate x noise).
The plan holds one number per day and measure, whatever the scale.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from orchestration.simulate.draws import Draws, Floats, Ints
from orchestration.simulate.parameters import Parameters
from orchestration.simulate.world.calendar import (
    LARGE_DOUBLE_DAYS,
    event_days,
    is_double_day,
)
from orchestration.simulate.world.marketplaces import MARKETPLACES

# Monday to Sunday.
WEEKDAY_LIFTS = (1.06, 1.02, 0.99, 0.97, 0.95, 0.96, 1.05)
# January to December: sunscreen before Songkran, gift sets in the last quarter.
SEASON_LIFTS = (1.00, 0.97, 1.05, 1.08, 1.02, 0.95, 0.94, 0.96, 0.98, 1.00, 1.03, 1.02)
EVENT_LIFTS = {
    "double_day": 2.5,
    "double_day_large": 4.0,
    # Buyers wait for the campaign, and have bought after it.
    "day_before_double_day": 0.82,
    "day_after_double_day": 0.88,
    "payday": 1.35,
    "holiday": 0.93,
}
NOISE_SIGMA = 0.07

# How slowly the share of orders from buyers who never bought before falls.
NEW_SHARE_DECAY_DAYS = 260.0


@dataclass(frozen=True)
class DemandPlan:
    """One marketplace's days. Orders and customers are numbered from 0 in order of arrival."""

    platform: str
    organic: Floats  # expected orders per day without marketing, before noise, shape (days,)
    rate: Floats  # with marketing, before noise, shape (days,)
    orders: Ints  # per day, shape (days,)
    new_customers: Ints  # per day, shape (days,)
    first_order: Ints  # number of the day's first order, shape (days + 1,)
    first_customer: Ints  # number of the day's first new customer, shape (days + 1,)

    @property
    def order_count(self) -> int:
        return int(self.first_order[-1])

    @property
    def customer_count(self) -> int:
        """Every customer number below this one has ordered: the first order is what makes one."""
        return int(self.first_customer[-1])

    def day_of_order(self, orders: Ints) -> Ints:
        return np.searchsorted(self.first_order, orders, side="right").astype(np.int64) - 1

    def first_day_of_customer(self, customers: Ints) -> Ints:
        return np.searchsorted(self.first_customer, customers, side="right").astype(np.int64) - 1


def event_lift(day: date, kinds: Mapping[date, set[str]]) -> float:
    """The product of the lifts of all that falls on the day."""
    lift = 1.0
    if is_double_day(day):
        large = day.month in LARGE_DOUBLE_DAYS
        lift *= EVENT_LIFTS["double_day_large" if large else "double_day"]
    if is_double_day(day + timedelta(days=1)):
        lift *= EVENT_LIFTS["day_before_double_day"]
    if is_double_day(day - timedelta(days=1)):
        lift *= EVENT_LIFTS["day_after_double_day"]
    for kind in ("payday", "holiday"):
        if kind in kinds.get(day, ()):
            lift *= EVENT_LIFTS[kind]
    return lift


def organic_rate(parameters: Parameters, platform: str) -> Floats:
    """Expected orders per day without marketing, before noise."""
    kinds: dict[date, set[str]] = {}
    for event in event_days(parameters.start, parameters.end):
        kinds.setdefault(event.date, set()).add(event.kind)
    terms = MARKETPLACES[platform]
    rate = np.empty(parameters.day_count)
    for index in range(parameters.day_count):
        day = parameters.day(index)
        rate[index] = (
            terms.base_orders_per_day
            * terms.organic_share
            * parameters.scale
            * terms.yearly_growth ** (index / 365)
            * WEEKDAY_LIFTS[day.weekday()]
            * SEASON_LIFTS[day.month - 1]
            * event_lift(day, kinds)
        )
    # Rounded, because the last bits of ** depend on the machine and must not decide a draw.
    return np.round(rate, 9)


def plan_demand(
    parameters: Parameters, platform: str, brought: "Floats | float" = 0.0
) -> DemandPlan:
    """Draw the days of one marketplace, given the orders a day that marketing brings.

    A longer period leaves the days of a shorter one alone.
    """
    terms, days = MARKETPLACES[platform], parameters.day_count
    organic = organic_rate(parameters, platform)
    rate = np.round(organic + brought, 9)
    decay = np.array([math.exp(-index / NEW_SHARE_DECAY_DAYS) for index in range(days)])
    new_share = (
        terms.new_share_in_the_end + (terms.new_share_at_start - terms.new_share_in_the_end) * decay
    )

    draws = Draws(parameters.seed, f"demand/{platform}")
    noisy_rate = np.round(rate * draws.noise("noise", days, NOISE_SIGMA), 9)
    orders = draws.generator("orders").poisson(noisy_rate).astype(np.int64)
    new_customers = draws.generator("new").binomial(orders, np.round(new_share, 9)).astype(np.int64)
    known = 0
    for index in range(days):
        if known == 0:  # nobody could come back yet
            new_customers[index] = orders[index]
        known += int(new_customers[index])

    return DemandPlan(
        platform=platform,
        organic=organic,
        rate=rate,
        orders=orders,
        new_customers=new_customers,
        first_order=np.concatenate([[0], np.cumsum(orders)]).astype(np.int64),
        first_customer=np.concatenate([[0], np.cumsum(new_customers)]).astype(np.int64),
    )
