"""What ads bring per day, as far as ad platforms are alike: a budget buys impressions, a part of
them is clicked, and a part of the clicks claims an order."""

from dataclasses import dataclass

import numpy as np

from orchestration.simulate.draws import Draws, Flags, Floats, Ints
from orchestration.simulate.world.shop import Shop

EXPECTED_ORDER_SATANG = 62_000
_SPEND_SIGMA = 0.18
_VALUE_SIGMA = 0.11


@dataclass(frozen=True)
class Terms:
    """On what terms a campaign runs."""

    share_of_gmv: float  # of its budget, in the GMV that the plan expects
    thousand_satang: int  # cost of 1,000 impressions
    click_rate: float
    order_rate: float  # orders claimed per click
    only_double_days: bool = False


@dataclass(frozen=True)
class Days:
    """One campaign's results, shape (days,); money in satang."""

    spend: Ints
    impressions: Ints
    clicks: Ints
    orders: Ints
    sales: Ints


def expected_gmv(shop: Shop) -> Floats:
    """Satang per day that the plan expects, weekdays, seasons, paydays and double days included."""
    rate = np.add(shop.plans["shopee"].rate, shop.plans["tiktok_shop"].rate)
    return np.asarray(EXPECTED_ORDER_SATANG * rate, dtype=np.float64)


def near_double_day(shop: Shop) -> Flags:
    """Double days and the two before, when their ads start."""
    near = shop.is_double_day.copy()
    for ahead in (1, 2):
        near[:-ahead] |= shop.is_double_day[ahead:]
    return near


def counts(drawn: object) -> Ints:
    return np.asarray(drawn, dtype=np.int64)


def run(shop: Shop, draws: Draws, terms: Terms) -> Days:
    """Let the campaign run over the whole period."""
    days = shop.parameters.day_count
    is_on = near_double_day(shop) if terms.only_double_days else np.ones(days, dtype=np.bool_)
    budget = expected_gmv(shop) * terms.share_of_gmv
    spend = counts(np.floor(budget * draws.noise("spend", days, _SPEND_SIGMA) * is_on))
    shown = draws.generator("impressions").poisson(spend / terms.thousand_satang * 1_000)
    clicks = counts(draws.generator("clicks").binomial(shown, terms.click_rate))
    orders = counts(draws.generator("orders").binomial(clicks, terms.order_rate))
    each = np.floor(EXPECTED_ORDER_SATANG * draws.noise("value", days, _VALUE_SIGMA))
    return Days(spend, counts(shown), clicks, orders, counts(orders * each))
