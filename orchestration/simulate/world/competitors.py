"""What competitors ask for what the shop's most wanted products compete with."""

from dataclasses import dataclass

import numpy as np

from orchestration.simulate.draws import Draws, Floats, Ints, half_up
from orchestration.simulate.parameters import Parameters
from orchestration.simulate.world.catalogue import Catalogue

# By how many percent less is bought of a product whose competitor is 1 percent cheaper than usual.
CROSS_ELASTICITY = 0.8

# The competitor keeps a price for a week: (share of weeks, percent off its usual price).
_OFFERS = ((0.60, 0), (0.14, 10), (0.12, 15), (0.08, 25), (0.06, 35))
WEEK_DAYS = 7


@dataclass(frozen=True)
class Competitor:
    """One product of a competing shop, and the own one that it competes with."""

    sku: str
    shop: str
    product: str
    usual_pct: int  # of the own everyday price


COMPETITORS = (
    Competitor("SUN-DAY-30", "Sunny Skin", "UV Water Gel 30 ml", 94),
    Competitor("SUN-DAY-50", "Sunny Skin", "UV Water Gel 50 ml", 97),
    Competitor("SRM-VITC-30", "Glow Lab", "Vit C Serum 30 ml", 92),
    Competitor("SRM-NIA-30", "Glow Lab", "Niacinamide 10 30 ml", 88),
    Competitor("SRM-HYA-30", "ผิวดีแล็บ", "Hya Booster 30 ml", 103),
    Competitor("MST-GEL-50", "Dewy House", "Watermelon Gel 50 g", 96),
    Competitor("CLN-GEL-100", "ผิวดีแล็บ", "Cica Cleanser 100 ml", 105),
    Competitor("MSK-SHEET-10", "Dewy House", "Vitamin Mask Box 10", 90),
)


@dataclass(frozen=True)
class CompetitorPrices:
    """Shape (days, competitors) in satang, and (days, products)."""

    usual: Ints
    price: Ints
    relative: Floats  # price / usual price; 1 where a product has no competitor


def plan_competitor_prices(
    parameters: Parameters, catalogue: Catalogue, price_list: Ints
) -> CompetitorPrices:
    """`price_list` says which one is valid, shape (days,)."""
    weeks = np.arange(parameters.day_count) // WEEK_DAYS
    shares, percents = zip(*_OFFERS, strict=True)
    usual = np.zeros((len(weeks), len(COMPETITORS)), dtype=np.int64)
    price = np.zeros_like(usual)
    relative = np.ones((len(weeks), len(catalogue.products)))
    for index, competitor in enumerate(COMPETITORS):
        draws = Draws(parameters.seed, f"competitor/{competitor.sku}")
        own = catalogue.index(competitor.sku)
        everyday = catalogue.list_price[price_list, own] * (
            100 - catalogue.products[own].everyday_discount_pct
        )
        usual[:, index] = half_up(everyday * competitor.usual_pct, 1_000_000) * 100
        off = np.array(percents)[draws.pick("offer", weeks, shares)]
        price[:, index] = half_up(usual[:, index] * (100 - off), 10_000) * 100
        relative[:, own] = price[:, index] / usual[:, index]
    return CompetitorPrices(usual, price, relative)
