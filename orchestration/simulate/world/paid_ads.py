"""What ads bring per day, as far as ad platforms are alike: a budget buys impressions, a part of
them is clicked, and a part of the clicks claims an order."""

from dataclasses import dataclass

import numpy as np

from orchestration.simulate.draws import Draws, Floats, Ints
from orchestration.simulate.world.media import EXPECTED_ORDER_SATANG, near_double_day
from orchestration.simulate.world.shop import Shop

_SPEND_SIGMA = 0.18
_VALUE_SIGMA = 0.11


@dataclass(frozen=True)
class Terms:
    """On what terms a campaign runs."""

    share_of_gmv: float  # of its budget, in the GMV expected without marketing
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


def in_flight(shop: Shop, channel: str, marketplace: str = "") -> Floats:
    """Satang per day of which the channel's ads spend their shares: the GMV that is expected
    without marketing, of all marketplaces or of one, in the measure of the week's flight."""
    of = [plan.organic for name, plan in shop.plans.items() if marketplace in ("", name)]
    gmv = EXPECTED_ORDER_SATANG * np.sum(of, axis=0)
    return np.asarray(shop.media[channel].flight * gmv, dtype=np.float64)


def counts(drawn: object) -> Ints:
    return np.asarray(drawn, dtype=np.int64)


def run(shop: Shop, channel: str, draws: Draws, terms: Terms) -> Days:
    """Let a campaign of the channel run over the whole period."""
    days = shop.parameters.day_count
    near = near_double_day(shop.parameters)
    is_on = near if terms.only_double_days else np.ones(days, dtype=np.bool_)
    budget = in_flight(shop, channel) * terms.share_of_gmv
    spend = counts(np.floor(budget * draws.noise("spend", days, _SPEND_SIGMA) * is_on))
    shown = draws.generator("impressions").poisson(spend / terms.thousand_satang * 1_000)
    clicks = counts(draws.generator("clicks").binomial(shown, terms.click_rate))
    orders = counts(draws.generator("orders").binomial(clicks, terms.order_rate))
    each = np.floor(EXPECTED_ORDER_SATANG * draws.noise("value", days, _VALUE_SIGMA))
    return Days(spend, counts(shown), clicks, orders, counts(orders * each))
