"""The planted elasticities, found again in the order files by the regression of a textbook."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from statsmodels.discrete.conditional_models import ConditionalPoisson

from orchestration.simulate.files import tiktok_orders
from orchestration.simulate.files.sheets import pricing
from orchestration.simulate.parameters import DEFAULT_END, DEFAULT_START, Parameters
from orchestration.simulate.truth import Truth
from orchestration.simulate.world.assortment import ELASTICITIES
from orchestration.simulate.world.catalogue import BASKET_PAIRS
from orchestration.simulate.world.competitors import CROSS_ELASTICITY
from orchestration.simulate.world.shop import Shop, open_shop
from orchestration.simulate.writers import WorkbookWriter
from tests.conftest import made_once

WEEK = 7


@dataclass(frozen=True)
class Sold:
    """Pieces per SKU and day, the price of one, and pieces of all products per day."""

    units: dict[tuple[str, date], int]
    prices: dict[tuple[str, date], float]
    of_all: dict[date, int]


@pytest.fixture(scope="module")
def shop() -> Shop:
    return open_shop(Parameters(4.0, 1, DEFAULT_START, DEFAULT_END))


@pytest.fixture(scope="module")
def exports(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(folder: Path) -> Path:
        workbooks = WorkbookWriter()
        for download in (*tiktok_orders.downloads(shop, Truth(shop)), *pricing.downloads(shop)):
            download.save(folder, workbooks)
        workbooks.close()
        return folder

    return made_once(tmp_path_factory, "elasticities", make)


def order_lines(folder: Path) -> Iterator[tuple[date, str, int, float]]:
    """(day, SKU, pieces, price of one), each line from the file of its own month."""
    for path in sorted((folder / "tiktok").glob("*.csv")):
        if path.stem.endswith("(1)"):
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            _, *rows = csv.DictReader(file)
        days = [date(*map(int, reversed(row["Created Time"][:10].split("/")))) for row in rows]
        month = max(days).replace(day=1)
        for day, row in zip(days, rows, strict=True):
            if day >= month:
                pieces = int(row["Quantity"])
                agreed = Decimal(row["SKU Subtotal Before Discount"]) - Decimal(
                    row["SKU Seller Discount"]
                )
                yield day, row["Seller SKU"].strip(), pieces, float(agreed) / pieces


@pytest.fixture(scope="module")
def sold(exports: Path) -> Sold:
    found = Sold(defaultdict(int), {}, defaultdict(int))
    for day, sku, pieces, price in order_lines(exports):
        found.of_all[day] += pieces
        if sku:
            found.units[sku, day] += pieces
            found.prices[sku, day] = price
    return found


@pytest.fixture(scope="module")
def competitors(exports: Path) -> dict[tuple[str, date], float]:
    """Price over usual price per SKU and day, looked at weekly."""
    with (exports / "sheets" / "competitor_prices.csv").open(encoding="utf-8") as file:
        return {
            (row["sku"], date.fromisoformat(row["observed_date"])): float(row["competitor_price"])
            / float(row["competitor_list_price"] or row["competitor_price"])
            for row in csv.DictReader(file)
        }


def test_elasticities_are_found_again(
    shop: Shop, sold: Sold, competitors: dict[tuple[str, date], float]
) -> None:
    """Log share of what is sold on log price, by category, with an effect per product and month.

    A cell is all days of a product and month with one price. Left out: days on which everything is
    cheaper, days without stock, and products that are bought along with another.
    """
    partners = {partner for _, partner, _ in BASKET_PAIRS}
    units: dict[tuple[str, str, int, float], list[float]] = {}
    for index, product in enumerate(shop.catalogue.products):
        if product.sku in partners:
            continue
        for number in np.flatnonzero(shop.assortment.in_stock[:, index] & ~shop.is_campaign):
            day = shop.parameters.day(int(number))
            looked = shop.parameters.day(int(number) // WEEK * WEEK)
            promotion = int(shop.assortment.promotion_pct[number, index])
            rival = competitors.get((product.sku, looked), 1.0)
            cell = units.setdefault((product.sku, f"{day:%Y-%m}", promotion, rival), [0, 0, 0.0])
            cell[0] += sold.units.get((product.sku, day), 0)
            cell[1] += sold.of_all[day]
            cell[2] = sold.prices.get((product.sku, day), cell[2])
    categories = list(ELASTICITIES)
    of_sku = {product.sku: product.category for product in shop.catalogue.products}
    cells = sorted((key, cell) for key, cell in units.items() if cell[1] and cell[2])
    logs = np.zeros((len(cells), len(categories) + 1))
    for row, ((sku, _, _, rival), cell) in enumerate(cells):
        logs[row, categories.index(of_sku[sku])] = np.log(cell[2])
        logs[row, -1] = np.log(rival)
    groups = np.unique([f"{sku} {month}" for (sku, month, _, _), _ in cells], return_inverse=True)
    model = ConditionalPoisson(
        np.array([cell[0] for _, cell in cells]),
        logs,
        groups=groups[1],
        offset=np.log([cell[1] for _, cell in cells]),
    )
    fitted = model.fit(disp=False)

    planted = np.array([*ELASTICITIES.values(), CROSS_ELASTICITY])
    found, error = fitted.params, fitted.bse
    assert (np.abs(found - planted) <= 0.3 + 2 * error).all(), found
    # All together they leave no doubt: were nothing planted, this would be near 0.
    strength = np.average(found / planted, weights=(planted / error) ** 2)
    assert 0.75 <= strength <= 1.15
    assert found[-1] > 4 * error[-1]  # a cheaper competitor takes a part of the sales
