"""The seasons that the shop plans for, and what it may expect of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from orchestration.simulate.draws import Floats
from orchestration.simulate.parameters import Parameters
from orchestration.simulate.world.shop import Shop

# Pieces in an order, give or take: a planner's rule of thumb.
UNITS_PER_ORDER = 1.9
# Plans are made so many days before a season begins.
PLANNED_AHEAD_DAYS = 75
GROWTH_ON_LAST_YEAR = 1.3

# season | name | first (month, day) | last (month, day) | categories, none for all
_SEASONS = (
    ("summer", "หน้าร้อนและสงกรานต์", (3, 1), (5, 15), ("กันแดด", "ผิวกาย")),
    ("0909", "9.9", (9, 6), (9, 10), ()),
    ("1111", "11.11", (11, 8), (11, 12), ()),
    ("1212", "12.12", (12, 9), (12, 13), ()),
    ("gifts", "ของขวัญปีใหม่", (12, 14), (12, 31), ("เซ็ตของขวัญ", "มอยส์เจอไรเซอร์")),
)


@dataclass(frozen=True)
class Season:
    """Days in a row, both included. No two seasons overlap."""

    number: str
    name: str
    first: date
    last: date
    categories: tuple[str, ...]

    @property
    def a_year_before(self) -> "Season":
        year, kind = self.number.split("-")
        before = int(year) - 1
        return Season(
            f"{before}-{kind}",
            f"{self.name.rsplit(' ', 1)[0]} {before + 543}",
            self.first.replace(year=before),
            self.last.replace(year=before),
            self.categories,
        )


@dataclass(frozen=True)
class Expected:
    """Of one category in one season, in pieces and satang."""

    units: float
    sales: float
    cost: float
    markdowns: float


def seasons(parameters: Parameters) -> list[Season]:
    """Those within the period, and those after it that are planned already because they were
    there a year before."""
    found = []
    for year in range(parameters.start.year, parameters.end.year + 2):
        for kind, name, first, last, categories in _SEASONS:
            season = Season(
                f"{year}-{kind}",
                f"{name} {year + 543}",
                date(year, *first),
                date(year, *last),
                categories,
            )
            planned = season.first - timedelta(days=PLANNED_AHEAD_DAYS)
            lies_ahead = planned <= parameters.end < season.first
            if _is_within(parameters, season) or (
                lies_ahead and _is_within(parameters, season.a_year_before)
            ):
                found.append(season)
    return sorted(found, key=lambda season: season.first)


def _is_within(parameters: Parameters, season: Season) -> bool:
    return parameters.start <= season.first and season.last <= parameters.end


def lies_ahead(parameters: Parameters, season: Season) -> bool:
    return season.first > parameters.end


def expected(shop: Shop, season: Season, category: str) -> Expected:
    """What the plan of demand promises, before chance; of a season ahead last year's and growth."""
    factor = 1.0
    if lies_ahead(shop.parameters, season):
        season, factor = season.a_year_before, GROWTH_ON_LAST_YEAR
    first, last = shop.parameters.index(season.first), shop.parameters.index(season.last)
    days = slice(first, last + 1)
    wanted = shop.assortment.wanted[days]
    orders: Floats = np.sum([plan.rate[days] for plan in shop.plans.values()], axis=0)
    units = orders[:, None] * UNITS_PER_ORDER * wanted / wanted.sum(axis=1, keepdims=True)
    products = shop.catalogue.products
    units *= [category in ("", product.category) for product in products]
    price_list = shop.price_list[days]
    list_price, cost = (
        of[price_list] for of in (shop.catalogue.list_price, shop.catalogue.unit_cost)
    )
    discount = shop.assortment.discount_pct[days]
    everyday = np.array([product.everyday_discount_pct for product in products])
    return Expected(
        units=_sum(units) * factor,
        sales=_sum(units * list_price * (100 - discount) / 100) * factor,
        cost=_sum(units * cost) * factor,
        markdowns=_sum(units * list_price * (discount - everyday) / 100) * factor,
    )


def _sum(values: Floats) -> float:
    """Rounded, because the order of adding up depends on the machine."""
    return round(float(values.sum()), 3)


def categories_of(season: Season) -> Iterator[str]:
    """One row of the plan each; the empty one is all."""
    yield from season.categories or ("",)
