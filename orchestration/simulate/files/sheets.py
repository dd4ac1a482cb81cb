"""The seller's own sheets: the product master, a full copy with every new price list."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from orchestration.simulate import text
from orchestration.simulate.downloads import TextFile
from orchestration.simulate.truth import Truth
from orchestration.simulate.world.shop import Shop
from orchestration.simulate.writers import write_csv

COLUMNS = (
    "sku",
    "product_name",
    "category",
    "unit_cost",
    "list_price",
    "currency",
    "valid_from",
)


def price_lists(shop: Shop) -> list[int]:
    """The price lists that came into force within the period."""
    valid_from = shop.catalogue.valid_from
    return [i for i, since in enumerate(valid_from) if since <= shop.parameters.end]


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    """The product master, a full copy with every new price list."""
    for price_list in price_lists(shop):
        write = partial(write_file, shop, price_list)
        yield TextFile(f"sheets/{file_name(shop, price_list)}", write)


def file_name(shop: Shop, price_list: int) -> str:
    return f"product_master_{shop.catalogue.valid_from[price_list]:%Y%m%d}.csv"


def write_file(shop: Shop, price_list: int, path: Path) -> None:
    catalogue = shop.catalogue
    rows = []
    for index, product in enumerate(catalogue.products):
        if product.first_price_list > price_list:
            continue
        cost = int(catalogue.unit_cost[price_list, index])
        rows.append(
            [
                product.sku,
                f"{product.name} {product.variation}",
                product.category,
                text.baht(cost) if catalogue.cost_is_known(price_list, product.sku) else "",
                text.baht(int(catalogue.list_price[price_list, index])),
                "THB",
                catalogue.valid_since(price_list, index).isoformat(),
            ]
        )
    write_csv(path, COLUMNS, rows)
