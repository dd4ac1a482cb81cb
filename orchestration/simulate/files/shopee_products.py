"""Shopee Business Insights: product performance, English, a file per month.

A product has a row of its own and then one per variation, which hold the same sales again: either
is to be added up, not both. Whole products have no SKU, and variations none of the traffic.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

import numpy as np
import pyarrow as pa

from orchestration.simulate import text
from orchestration.simulate.downloads import Workbook, text_table
from orchestration.simulate.draws import Draws
from orchestration.simulate.files.shopee_ads import PRODUCT_CODES
from orchestration.simulate.reported import PRODUCT_COLUMNS, Reported
from orchestration.simulate.truth import Truth
from orchestration.simulate.windows import Window, month_windows
from orchestration.simulate.world.shop import Shop

SHEET = "Top Performing Products"
# Those English headers of the forty that real files have shown.
COLUMNS = (
    "Item ID",
    "Product",
    "Current Item Status",
    "Current Variation Status",
    "SKU",
    "Parent SKU",
    "Sales (Confirmed Order) (THB)",
    "Product Impression",
    "Product Clicks",
    "CTR",
    "Order Conversion Rate (Confirmed Order)",
    "Confirmed Order",
    "Units (Placed Order)",
    "Buyers (Placed Order)",
    "Product Visitors (Visit)",
    "Units (Add to Cart)",
)
NEW_PREFIX_SINCE = date(2025, 7, 1)
_NORMAL, _NONE = "Normal", "-"


def downloads(shop: Shop, truth: Truth) -> Iterator[Workbook]:
    """The products of each month."""
    reported = truth.reported["shopee"]
    truth.plant("platform_products.csv", PRODUCT_COLUMNS, reported.product_rows())
    for window in month_windows(shop.parameters):
        yield Workbook(
            folder="shopee-insights",
            name=partial(file_name, window),
            sheet=SHEET,
            header=COLUMNS,
            tables=partial(_tables, shop, reported, window),
        )


def file_name(window: Window, part: int = 1, parts: int = 1) -> str:
    prefix = "parentskudetail" if window.first >= NEW_PREFIX_SINCE else "export_report"
    return f"{prefix}.{window.first:%Y%m%d}_{window.last:%Y%m%d}.xlsx"


def _item_id(name: str, parent: int) -> str:
    return PRODUCT_CODES.get(name, str(21_480_060_000 + parent * 1_847))


def _tables(shop: Shop, reported: Reported, window: Window) -> Iterator[pa.Table]:
    yield text_table(zip(*_rows(shop, reported, window), strict=True))


def _rows(shop: Shop, reported: Reported, window: Window) -> Iterator[list[str]]:
    """Products that are listed by the end of the window, each followed by its variations."""
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    price_list = int(shop.price_list[last])
    typed_in = shop.catalogue.sku_is_typed_in(price_list)
    catalogue, sums = shop.catalogue.products, reported.products
    of = {name: array[first : last + 1].sum(axis=0) for name, array in sums.sums.items()}
    parent_units = sums.of_parents(of["placed_units"])
    parent_sales = sums.of_parents(of["confirmed_sales"])
    draws = Draws(shop.parameters.seed, f"files/shopee_products/{window.first}")
    for parent, sku in enumerate(sums.parents):
        variations = [
            index
            for index, product in enumerate(catalogue)
            if product.parent_sku == sku and product.first_price_list <= price_list
        ]
        if not variations:
            continue
        key = np.array([parent])
        confirmed_orders = int(of["confirmed_parent_orders"][parent])
        placed_orders = int(of["placed_parent_orders"][parent])
        units = int(parent_units[parent])
        visitors = placed_orders * (18 + int(draws.below("per order", key, 15)[0]))
        visitors += int(draws.below("visitors", key, 40)[0])
        clicks = visitors * 12 // 10
        impressions = clicks * (17 + int(draws.below("impressions", key, 9)[0]))
        name = catalogue[variations[0]].name
        yield [
            _item_id(name, parent),
            name,
            _NORMAL,
            _NONE,
            _NONE,
            sku,
            text.baht_with_commas(int(parent_sales[parent])),
            f"{impressions:,}",
            f"{clicks:,}",
            text.percent(clicks, impressions),
            text.percent(confirmed_orders, clicks),
            f"{confirmed_orders:,}",
            f"{units:,}",
            f"{placed_orders:,}",
            f"{visitors:,}",
            f"{units * 3 + visitors // 30:,}",
        ]
        for index in variations:
            units = int(of["placed_units"][index])
            yield [
                _item_id(name, parent),
                name,
                _NONE,
                _NORMAL,
                catalogue[index].sku if typed_in[index] else _NONE,
                _NONE,
                text.baht_with_commas(int(of["confirmed_sales"][index])),
                *[_NONE] * 4,
                f"{int(of['confirmed_orders'][index]):,}",
                f"{units:,}",
                f"{int(of['placed_orders'][index]):,}",
                _NONE,
                f"{units * 3:,}",
            ]
