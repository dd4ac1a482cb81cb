"""Sheets on prices: everyday prices over time, promotions, and what competitors ask."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from orchestration.simulate import text
from orchestration.simulate.downloads import TextFile
from orchestration.simulate.files.sheets.products import price_lists
from orchestration.simulate.files.sheets.sheet import channel_of, sheet
from orchestration.simulate.world.assortment import PROMOTION_DAYS
from orchestration.simulate.world.calendar import event_days
from orchestration.simulate.world.competitors import COMPETITORS, WEEK_DAYS
from orchestration.simulate.world.marketplaces import MARKETPLACES
from orchestration.simulate.world.orders import agreed_price
from orchestration.simulate.world.shop import Shop

Row = list[object]

PRICE_COLUMNS = (
    "sku",
    "channel",
    "price_valid_from",
    "selling_price",
    "list_price",
    "currency",
)
COMPETITOR_COLUMNS = (
    "observed_date",
    "sku",
    "channel",
    "competitor",
    "competitor_product",
    "competitor_price",
    "competitor_list_price",
    "shipping_fee",
    "currency",
    "is_in_stock",
)
PROMOTION_COLUMNS = (
    "promotion_id",
    "promotion_name",
    "promotion_type",
    "promotion_start_date",
    "promotion_end_date",
    "channel",
    "sku",
    "discount_percent",
    "discount_amount",
    "minimum_spend",
    "currency",
)


def downloads(shop: Shop) -> Iterator[TextFile]:
    yield sheet("price_history", PRICE_COLUMNS, partial(_prices, shop))
    yield sheet("promotions", PROMOTION_COLUMNS, partial(_promotions, shop), bom=True)
    yield sheet("competitor_prices", COMPETITOR_COLUMNS, partial(_competitors, shop))


def _prices(shop: Shop) -> Iterator[Row]:
    """Everyday prices: promotions have a sheet of their own."""
    catalogue = shop.catalogue
    everyday = np.array([product.everyday_discount_pct for product in catalogue.products])
    for platform in MARKETPLACES:
        prices = agreed_price(MARKETPLACES[platform], catalogue.list_price, everyday)
        for index, product in enumerate(catalogue.products):
            known = 0
            for price_list in price_lists(shop):
                list_price = int(catalogue.list_price[price_list, index])
                if product.first_price_list > price_list or list_price == known:
                    continue
                known = list_price
                yield [
                    product.sku,
                    channel_of(platform),
                    catalogue.valid_from[price_list].isoformat(),
                    text.baht(int(prices[price_list, index])),
                    text.baht(list_price),
                    "THB",
                ]


def _promotions(shop: Shop) -> Iterator[Row]:
    """Events make everything cheaper, promotions one product for a week; on a day of both the
    percents add up, because both are of the everyday price."""
    yield from _events(shop)
    yield from _runs(shop)


def _events(shop: Shop) -> Iterator[Row]:
    parameters = shop.parameters
    names = {
        event.date: event.name
        for kind in ("payday", "double_day")  # where both fall on a day, the double day is larger
        for event in event_days(parameters.start, parameters.end)
        if event.kind == kind
    }
    for day, name in sorted(names.items()):
        index = parameters.index(day)
        kind = "discount" if name == "payday" else "flash_sale"
        for product in _on_sale(shop, index):
            points = int(shop.event_discount_pct[index])
            yield _row(shop, f"{day:%Y%m%d}-{name}", name, kind, (index, index), product, points)


def _runs(shop: Shop) -> Iterator[Row]:
    """A row per product and run of days with the same points off."""
    promotion = shop.assortment.promotion_pct
    for first in range(0, len(promotion), PROMOTION_DAYS):
        last = min(first + PROMOTION_DAYS, len(promotion)) - 1
        number = f"P{shop.parameters.day(first):%Y%m%d}"
        for product in _on_sale(shop, last):
            points = int(promotion[first, product])
            if points:
                days = (first, last)
                name = f"ลดพิเศษ {shop.catalogue.products[product].name}"
                yield _row(shop, f"{number}-{product}", name, "discount", days, product, points)


def _on_sale(shop: Shop, day: int) -> list[int]:
    price_list = shop.price_list[day]
    products = shop.catalogue.products
    return [i for i in range(len(products)) if products[i].first_price_list <= price_list]


def _row(
    shop: Shop,
    number: str,
    name: str,
    kind: str,
    days: tuple[int, int],
    product: int,
    points: int,
) -> Row:
    """`points` are off the list price; the sheet wants percents of the everyday price."""
    of = shop.catalogue.products[product]
    first, last = (shop.parameters.day(day).isoformat() for day in days)
    percent = text.shortest_baht(round(points * 10_000 / (100 - of.everyday_discount_pct)))
    return [number, name, kind, first, last, "", of.sku, percent, "", "", "THB"]


def _competitors(shop: Shop) -> Iterator[Row]:
    """Looked at once a week, on the day on which offers begin."""
    prices = shop.assortment.competitors
    for day in range(0, shop.parameters.day_count, WEEK_DAYS):
        for index, competitor in enumerate(COMPETITORS):
            usual, price = int(prices.usual[day, index]), int(prices.price[day, index])
            yield [
                shop.parameters.day(day).isoformat(),
                competitor.sku,
                "shopee",
                competitor.shop,
                competitor.product,
                text.baht(price),
                text.baht(usual) if price < usual else "",
                "0",
                "THB",
                "yes",
            ]
