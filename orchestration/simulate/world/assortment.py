"""What each product costs the buyer on each day, whether there is any, and how much it is wanted.

The planted truths of pricing, seasons and stock: a product's share of what is bought is

    popularity x season of its category x (price / everyday price) ^ elasticity of its category
    x (competitor's price / its usual price) ^ cross elasticity, where it has a competitor

and nothing while it is out of stock.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.simulate.draws import Draws, Flags, Floats, Ints
from orchestration.simulate.parameters import Parameters
from orchestration.simulate.world.catalogue import Catalogue
from orchestration.simulate.world.competitors import (
    CROSS_ELASTICITY,
    CompetitorPrices,
    plan_competitor_prices,
)

# By how many percent more is bought of a product whose price is 1 percent higher. Of its share:
# events that make everything cheaper bring their own lift to the number of orders.
ELASTICITIES = {
    "ทำความสะอาดผิว": -1.4,
    "โทนเนอร์": -1.8,
    "เซรั่ม": -2.2,
    "มอยส์เจอไรเซอร์": -1.6,
    "กันแดด": -1.1,
    "มาสก์": -2.6,
    "ผิวกาย": -2.0,
    "อุปกรณ์": -0.7,
    "เซ็ตของขวัญ": -2.8,
}

# January to December, on top of the shop's own season.
SEASONS = {
    "กันแดด": (0.90, 1.05, 1.50, 1.70, 1.25, 0.85, 0.80, 0.80, 0.80, 0.85, 0.90, 0.90),
    "มอยส์เจอไรเซอร์": (1.35, 1.10, 0.85, 0.80, 0.85, 0.95, 0.95, 0.95, 1.00, 1.05, 1.25, 1.45),
    "เซ็ตของขวัญ": (1.10, 1.15, 0.70, 0.80, 0.70, 0.75, 0.80, 1.00, 0.90, 1.00, 1.60, 2.40),
}

# A product is on promotion for a week now and then: (share of weeks, points off to choose from).
PROMOTION_SHARE = 0.07
PROMOTION_DAYS = 7
PROMOTION_DISCOUNTS = (10, 15, 20, 25)

# A product runs out this often a year, and comes back after so many days.
STOCKOUTS_A_YEAR = 0.8
STOCKOUT_DAYS = (4, 12)
_QUARTER = 91

OFTEN_OUT_SKU = "SUN-TINT-30"  # every quarter
OVERSTOCKED_SKU = "BDY-SCR-200"  # bought far too much of, once
# Wanted no more, with plenty on the shelf: so little of it is chosen from this day on.
DEAD_SKU = "HND-CRM-30"
DEAD_FROM_DAY = 420
DEAD_REMAINING_SHARE = 0.03
_STOCKOUTS_A_YEAR = {OFTEN_OUT_SKU: 365 / _QUARTER, OVERSTOCKED_SKU: 0.0, DEAD_SKU: 0.0}


@dataclass(frozen=True)
class Assortment:
    """Shape (days, products)."""

    promotion_pct: Ints  # points off on top of the everyday discount; 0 on most days
    discount_pct: Ints  # all points off the list price: everyday, event and promotion
    in_stock: Flags
    wanted: Floats  # how likely a product would be chosen if there were any, in proportion
    weight: Floats  # how likely it is chosen
    # The first day from each on with any in stock, the number of days if there is none.
    back_in_stock: Ints
    competitors: CompetitorPrices


def plan_assortment(
    parameters: Parameters, catalogue: Catalogue, price_list: Ints, event_discount_pct: Ints
) -> Assortment:
    """Plan every day of every product. `price_list` and the event's discount have shape (days,)."""
    days, products = parameters.day_count, len(catalogue.products)
    promotion = np.zeros((days, products), dtype=np.int64)
    in_stock = np.ones((days, products), dtype=np.bool_)
    for index, product in enumerate(catalogue.products):
        draws = Draws(parameters.seed, f"assortment/{product.sku}")
        promotion[:, index] = _promotions(draws, days)
        a_year = _STOCKOUTS_A_YEAR.get(product.sku, STOCKOUTS_A_YEAR)
        in_stock[:, index] = _in_stock(draws, days, a_year)
    everyday = np.array([product.everyday_discount_pct for product in catalogue.products])
    discount = np.minimum(everyday + event_discount_pct[:, None] + promotion, 60)

    price = (100 - discount) / (100 - everyday)
    elasticity = np.array([ELASTICITIES[product.category] for product in catalogue.products])
    season = np.ones((days, products))
    months = np.array([parameters.day(day).month - 1 for day in range(days)])
    for index, product in enumerate(catalogue.products):
        if product.category in SEASONS:
            season[:, index] = np.array(SEASONS[product.category])[months]
    season[DEAD_FROM_DAY:, catalogue.index(DEAD_SKU)] *= DEAD_REMAINING_SHARE
    competitors = plan_competitor_prices(parameters, catalogue, price_list)
    wanted = catalogue.popularity[price_list] * season * price**elasticity
    wanted = wanted * competitors.relative**CROSS_ELASTICITY
    # Rounded, because the last bits of ** depend on the machine and must not decide a draw.
    wanted = np.round(wanted, 9)
    return Assortment(
        promotion_pct=promotion,
        discount_pct=discount,
        in_stock=in_stock,
        wanted=wanted,
        weight=wanted * in_stock,
        back_in_stock=_back_in_stock(in_stock),
        competitors=competitors,
    )


def _promotions(draws: Draws, days: int) -> Ints:
    weeks = np.arange(days) // PROMOTION_DAYS
    runs = draws.happens("promotion", weeks, PROMOTION_SHARE)
    which = draws.below("discount", weeks, len(PROMOTION_DISCOUNTS))
    return np.where(runs, np.array(PROMOTION_DISCOUNTS)[which], 0)


def _in_stock(draws: Draws, days: int, stockouts_a_year: float) -> Flags:
    """At most one gap per quarter, so that two never run into one."""
    day = np.arange(days)
    quarter = day // _QUARTER
    happens = draws.happens("stockout", quarter, stockouts_a_year * _QUARTER / 365)
    shortest, longest = STOCKOUT_DAYS
    length = shortest + draws.below("length", quarter, longest - shortest + 1)
    begins = 20 + draws.below("begin", quarter, _QUARTER - 20 - longest - 20)
    place = day % _QUARTER
    return np.asarray(~(happens & (place >= begins) & (place < begins + length)))


def _back_in_stock(in_stock: Flags) -> Ints:
    days = len(in_stock)
    found = np.where(in_stock, np.arange(days)[:, None], days)
    return np.asarray(np.minimum.accumulate(found[::-1])[::-1], dtype=np.int64)
