"""What marketing brings: orders that would not have come without it.

For each channel and day, money in satang:

    planned spend = flight x sum over its budgets of share x organic GMV expected
    adstocked     = (1 - carry) x planned spend + carry x adstocked of the day before
    saturation    = adstocked / (adstocked + half x scale)
    orders        = most orders x scale x saturation, per marketplace

A flight is a factor of the week, drawn for each channel on its own; 0 is a week off. Budgets follow
what is expected without marketing, so an order that an ad brings does not raise the next budget.
LINE broadcasts are planned one by one: their spend is what the messages cost, and of it nothing is
left after the day that follows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from orchestration.simulate.draws import Draws, Flags, Floats, Ints
from orchestration.simulate.parameters import Parameters
from orchestration.simulate.world.broadcasts import Broadcast
from orchestration.simulate.world.calendar import is_double_day

EXPECTED_ORDER_SATANG = 62_000

FLIGHT_DAYS = 7
WEEKS_OFF = 0.2
FLIGHT_FACTORS = (0.5, 0.8, 1.2, 1.6, 2.15)  # equally often; 1 on average, weeks off included

LINE = "line"


@dataclass(frozen=True)
class Budget:
    """A part of a channel's spend: a share of the GMV expected without marketing."""

    share_of_gmv: float
    of: str = ""  # the marketplace whose GMV it is; of all of them if empty
    only_double_days: bool = False  # and the two days before, when their ads start


@dataclass(frozen=True)
class Channel:
    """How much is spent on it, how long that works, and what it can bring."""

    budgets: tuple[Budget, ...]
    carry: float
    half_satang: int  # adstocked spend a day, at scale 1, that brings half of the most
    most_orders: Mapping[str, float]  # a day, at scale 1, per marketplace
    only_the_next_day: bool = False  # is carried over once


CHANNELS = {
    "facebook": Channel(
        budgets=(Budget(0.04675), Budget(0.02475, only_double_days=True)),
        carry=0.5,
        half_satang=300_000,
        most_orders={"shopee": 9.5, "tiktok_shop": 3.5, "lazada": 2.0, "line_oa": 2.0},
    ),
    "tiktok_ads": Channel(
        budgets=(
            Budget(0.0175),
            Budget(0.0120, only_double_days=True),
            Budget(0.045, of="tiktok_shop"),
        ),
        carry=0.3,
        half_satang=250_000,
        most_orders={"shopee": 2.5, "tiktok_shop": 17.0},
    ),
    "google": Channel(
        budgets=(Budget(0.0205), Budget(0.0090, only_double_days=True)),
        carry=0.2,
        half_satang=130_000,
        most_orders={"shopee": 4.0, "tiktok_shop": 1.0, "lazada": 2.0, "line_oa": 0.6},
    ),
    "shopee_ads": Channel(
        budgets=(Budget(0.065, of="shopee"),),
        carry=0.1,
        half_satang=240_000,
        most_orders={"shopee": 12.0},
    ),
    LINE: Channel(
        budgets=(),
        carry=0.35,
        half_satang=20_000,
        most_orders={"shopee": 12.0, "tiktok_shop": 5.0, "lazada": 3.0, "line_oa": 8.0},
        only_the_next_day=True,
    ),
}


@dataclass(frozen=True)
class ChannelPlan:
    """One channel's days, shape (days,); money in satang."""

    flight: Floats  # how much of its budget the week gets
    spend: Ints  # planned; what the ads then spend scatters around it
    adstocked: Floats
    saturation: Floats  # share of the most that it can bring
    orders: dict[str, Floats]  # expected, per marketplace


Media = dict[str, ChannelPlan]


def plan_media(
    parameters: Parameters, organic: Mapping[str, Floats], broadcasts: list[Broadcast]
) -> Media:
    """Plan all channels, given the orders a day that each marketplace expects without them."""
    near = near_double_day(parameters)
    media: Media = {}
    for name, channel in CHANNELS.items():
        flight = _flights(parameters, name)
        if name == LINE:
            spend = np.zeros(parameters.day_count, dtype=np.int64)
            for broadcast in broadcasts:
                spend[broadcast.day] += broadcast.cost_satang
            flight = (spend > 0).astype(np.float64)
        else:
            planned = sum(_budget(part, organic, near) for part in channel.budgets)
            spend = np.floor(flight * planned).astype(np.int64)
        adstocked = _adstocked(spend, channel)
        saturation = np.round(adstocked / (adstocked + channel.half_satang * parameters.scale), 9)
        media[name] = ChannelPlan(
            flight=flight,
            spend=spend,
            adstocked=adstocked,
            saturation=saturation,
            orders={
                marketplace: np.round(most * parameters.scale * saturation, 9)
                for marketplace, most in channel.most_orders.items()
                if marketplace in organic
            },
        )
    return media


def brought(media: Media, marketplace: str, days: int) -> Floats:
    """Orders a day that all channels together bring to the marketplace."""
    total = np.zeros(days)
    for plan in media.values():
        total += plan.orders.get(marketplace, 0.0)
    return np.round(total, 9)


def near_double_day(parameters: Parameters) -> Flags:
    """Double days and the two before, when their ads start."""
    days = [parameters.day(index) for index in range(parameters.day_count)]
    ahead = [timedelta(days=count) for count in range(3)]
    return np.array([any(is_double_day(day + lead) for lead in ahead) for day in days])


def _flights(parameters: Parameters, channel: str) -> Floats:
    draws = Draws(parameters.seed, f"flights/{channel}")
    weeks = np.arange(parameters.day_count) // FLIGHT_DAYS
    factor = np.array(FLIGHT_FACTORS)[draws.below("factor", weeks, len(FLIGHT_FACTORS))]
    return np.where(draws.happens("off", weeks, WEEKS_OFF), 0.0, factor)


def _budget(budget: Budget, organic: Mapping[str, Floats], near: Flags) -> Floats:
    of = [rate for name, rate in organic.items() if budget.of in ("", name)]
    gmv = EXPECTED_ORDER_SATANG * np.sum(of, axis=0)
    is_on = near if budget.only_double_days else 1.0
    return np.asarray(gmv * budget.share_of_gmv * is_on, dtype=np.float64)


def _adstocked(spend: Ints, channel: Channel) -> Floats:
    carried = np.empty(len(spend))
    before = 0.0
    for day, today in enumerate(spend.tolist()):
        carried[day] = (1 - channel.carry) * today + channel.carry * before
        before = today if channel.only_the_next_day else carried[day]
    return np.round(carried, 3)
