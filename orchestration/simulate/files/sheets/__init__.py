"""The seller's own sheets, from Talad's templates: English headers, ISO dates, a row per line.

They are written after the order reports, because what left the shelf is known by then.
"""

from collections.abc import Iterator
from functools import cache

from orchestration.simulate.downloads import TextFile
from orchestration.simulate.files.sheets import (
    customers,
    money,
    planning,
    pricing,
    products,
    returns,
    stock,
)
from orchestration.simulate.truth import Truth
from orchestration.simulate.world.shop import Shop
from orchestration.simulate.world.stock import Ledger, keep_books


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    """Every sheet."""

    @cache
    def books() -> Ledger:
        return keep_books(shop, truth.units)

    yield from products.downloads(shop)
    yield from pricing.downloads(shop)
    yield from stock.downloads(shop, truth, books)
    yield from returns.downloads(shop, truth)
    yield from planning.downloads(shop, truth)
    yield from money.downloads(shop, truth)
    yield from customers.downloads(shop)
