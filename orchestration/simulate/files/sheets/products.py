"""Sheets on what is sold: the product master, a full copy with every new price list, and what a
piece cost over time."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from orchestration.simulate import text
from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import half_up
from orchestration.simulate.files.sheets.sheet import sheet
from orchestration.simulate.world.catalogue import Catalogue
from orchestration.simulate.world.shop import Shop
from orchestration.simulate.world.suppliers import supplier_of
from orchestration.simulate.writers import write_csv

COLUMNS = (
    "sku",
    "product_name",
    "category",
    "supplier",
    "unit_cost",
    "list_price",
    "currency",
    "lead_time_days",
    "valid_from",
)
COST_COLUMNS = (
    "sku",
    "cost_valid_from",
    "unit_cost",
    "freight_cost",
    "duty_cost",
    "packing_cost",
    "currency",
    "supplier",
)
# Of what a piece costs, in steps of 25 satang.
FREIGHT_PCT = 4


def price_lists(shop: Shop) -> list[int]:
    """The price lists that came into force within the period."""
    valid_from = shop.catalogue.valid_from
    return [i for i, since in enumerate(valid_from) if since <= shop.parameters.end]


def downloads(shop: Shop) -> Iterator[TextFile]:
    for price_list in price_lists(shop):
        write = partial(write_file, shop, price_list)
        yield TextFile(f"sheets/{file_name(shop, price_list)}", write)
    yield sheet("cost_history", COST_COLUMNS, partial(_costs, shop))


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
                supplier_of(product).name,
                text.baht(cost) if catalogue.cost_is_known(price_list, product.sku) else "",
                text.baht(int(catalogue.list_price[price_list, index])),
                "THB",
                supplier_of(product).quoted_days,
                catalogue.valid_since(price_list, index).isoformat(),
            ]
        )
    write_csv(path, COLUMNS, rows)


def cost_parts(catalogue: Catalogue, price_list: int, product: int) -> tuple[int, int]:
    """(what the supplier gets, what the freight costs) for one piece, in satang."""
    cost = catalogue.unit_cost[price_list, product]
    freight = int(half_up(cost * FREIGHT_PCT, 2_500)) * 25
    return int(cost) - freight, freight


def _costs(shop: Shop) -> Iterator[list[object]]:
    """Each cost from the day on which it changed; they add up to that of the product master."""
    catalogue = shop.catalogue
    for index, product in enumerate(catalogue.products):
        known: tuple[int, int] | None = None
        for price_list in price_lists(shop):
            if product.first_price_list > price_list:
                continue
            if not catalogue.cost_is_known(price_list, product.sku):
                continue
            parts = cost_parts(catalogue, price_list, index)
            if parts == known:
                continue
            known = parts
            yield [
                product.sku,
                catalogue.valid_from[price_list].isoformat(),
                *map(text.baht, parts),
                "",
                "",
                "THB",
                supplier_of(product).name,
            ]
