"""TikTok Shop product analytics: `product_list_YYYYMMDD.xlsx`, English, a file per month.

The period stands above the header, in two spellings. The columns of the whole product come first;
below the same names follow what its lives, its videos and its card did, of which none may be added
to it. The newer layout has lost the listing status.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

from orchestration.simulate import text
from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import Draws
from orchestration.simulate.files.tiktok_affiliates import product_ids
from orchestration.simulate.reported import PRODUCT_COLUMNS, Reported
from orchestration.simulate.truth import Truth
from orchestration.simulate.windows import Window, month_windows
from orchestration.simulate.world.content import CARD, CREATOR, SELLER_LIVE, SELLER_VIDEO
from orchestration.simulate.world.shop import Shop
from orchestration.simulate.writers import write_sheets

SHEET = "Sheet1"
NEW_LAYOUT_SINCE = date(2026, 9, 1)
_LISTING_STATUS = "Listing status"
COLUMNS = (
    "Product Name",
    "Product ID",
    "GMV range",
    _LISTING_STATUS,
    "GMV",
    "Seller LIVE-attributed GMV",
    "Seller video-attributed GMV",
    "Creator-attributed GMV",
    "Seller product card GMV",
    "Orders",
    "SKU orders",
    "Items sold",
    "Est. customers",
    "AOV (SKU orders)",
    "Product impressions",
    "Product clicks",
    "CTR",
    "Add-to-cart count",
    "Add-to-cart rate",
    "CTOR (SKU order)",
    "Unique product impressions",
    "Unique clicks",
    "Unique CTR",
    "Add-to-cart users",
    "Unique ATC rate",
    "Refunds",
    "Items refunded",
)
# Once more for lives, videos and the card.
BLOCK = ("GMV", "Product impressions", "Product clicks", "CTR")
_BLOCKS = (SELLER_LIVE, SELLER_VIDEO, CARD)
_MISSING = "-"


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    """What each product did in each month."""
    reported = truth.reported["tiktok_shop"]
    truth.plant("platform_products.csv", PRODUCT_COLUMNS, reported.product_rows())
    for window in month_windows(shop.parameters):
        write = partial(_write_file, shop, reported, window)
        yield TextFile(f"tiktok-insights/{file_name(window)}", write)


def file_name(window: Window) -> str:
    return f"product_list_{window.exported_at:%Y%m%d}.xlsx"


def is_new_layout(window: Window) -> bool:
    return window.exported_at.date() >= NEW_LAYOUT_SINCE


def _write_file(shop: Shop, reported: Reported, window: Window, path: Path) -> None:
    if is_new_layout(window):
        above = [[f"{window.first} ~ {window.last}"], []]
        columns = [name for name in COLUMNS if name != _LISTING_STATUS]
    else:
        days = f"{window.first:%d/%m/%Y}–{window.last:%d/%m/%Y}"
        above = [[f"Analysis date: {days}"], ["Data summary"], []]
        columns = list(COLUMNS)
    rows = [
        [*(of[name] for name in columns), *block] for of, block in _rows(shop, reported, window)
    ]
    header = [*columns, *BLOCK * len(_BLOCKS)]
    write_sheets(path, {SHEET: [*above, header, *rows]})


def _rows(
    shop: Shop, reported: Reported, window: Window
) -> Iterator[tuple[Mapping[str, str], list[str]]]:
    """(the product's own cells, those of the blocks) of each product that is listed."""
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    days = slice(first, last + 1)
    sums = reported.products
    of_products = {name: of[days].sum(axis=0) for name, of in sums.sums.items()}
    orders = of_products["confirmed_parent_orders"]
    sku_orders, units, returned, refunds = (
        sums.of_parents(of_products[name])
        for name in ("confirmed_orders", "confirmed_units", "returned_units", "returned_sales")
    )
    by_source = sums.of_parents(sums.by_source[:, days].sum(axis=1))
    price_list = int(shop.price_list[last])
    products, ids = shop.catalogue.products, product_ids(shop)
    draws = Draws(shop.parameters.seed, f"files/tiktok_products/{window.first}")
    for parent, sku in enumerate(sums.parents):
        index = next(i for i, product in enumerate(products) if product.parent_sku == sku)
        if products[index].first_price_list > price_list:
            continue
        key = np.array([parent])
        sales, count = by_source[:, parent].tolist(), int(sku_orders[parent])
        clicks = count * (18 + int(draws.below("clicks", key, 14)[0]))
        clicks += int(draws.below("quiet", key, 30)[0])
        impressions = clicks * (20 + int(draws.below("impressions", key, 25)[0]))
        carts = count * 3 + clicks // 25
        yield (
            {
                "Product Name": products[index].name,
                "Product ID": ids[index],
                "GMV range": "All",
                _LISTING_STATUS: "Active",
                "GMV": _baht(sum(sales)),
                "Seller LIVE-attributed GMV": _baht(sales[SELLER_LIVE]),
                "Seller video-attributed GMV": _baht(sales[SELLER_VIDEO]),
                "Creator-attributed GMV": _baht(sales[CREATOR]),
                "Seller product card GMV": _baht(sales[CARD]),
                "Orders": str(orders[parent]),
                "SKU orders": str(count),
                "Items sold": str(units[parent]),
                "Est. customers": str(orders[parent]),
                "AOV (SKU orders)": text.ratio(sum(sales) / 100, count),
                "Product impressions": f"{impressions:,}",
                "Product clicks": f"{clicks:,}",
                "CTR": text.percent(clicks, impressions),
                "Add-to-cart count": f"{carts:,}",
                "Add-to-cart rate": text.percent(carts, clicks),
                "CTOR (SKU order)": text.percent(count, clicks),
                "Unique product impressions": f"{impressions * 3 // 4:,}",
                "Unique clicks": f"{clicks * 6 // 7:,}",
                "Unique CTR": text.percent(clicks * 6 // 7, impressions * 3 // 4),
                "Add-to-cart users": f"{carts * 7 // 8:,}",
                "Unique ATC rate": text.percent(carts * 7 // 8, clicks * 6 // 7),
                "Refunds": _baht(int(refunds[parent])),
                "Items refunded": str(returned[parent]),
            },
            [cell for source in _BLOCKS for cell in _block(sales[source], sum(sales), clicks)],
        )


def _block(sales: int, of_all: int, clicks: int) -> list[str]:
    """A part of the clicks, as the part is of the sales."""
    part = clicks * sales // of_all if of_all else 0
    return [_baht(sales), f"{part * 30:,}", f"{part:,}", text.percent(part, part * 30)]


def _baht(satang: int) -> str:
    return text.baht_with_commas(satang) if satang else _MISSING
