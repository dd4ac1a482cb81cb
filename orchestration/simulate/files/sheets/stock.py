"""Sheets on stock: what was counted, what moved, and what is on order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import numpy as np

from orchestration.simulate import text
from orchestration.simulate.downloads import TextFile
from orchestration.simulate.files.sheets.products import cost_parts
from orchestration.simulate.files.sheets.sheet import quarter_of, sheet
from orchestration.simulate.truth import Truth
from orchestration.simulate.windows import Window, windows_of_months
from orchestration.simulate.world.exchange_rates import usd_in_satang
from orchestration.simulate.world.shop import Shop
from orchestration.simulate.world.stock import Delivery, Ledger, stockouts, would_have_sold
from orchestration.simulate.world.suppliers import (
    SUPPLIERS,
    lead_mean_and_deviation,
    supplier_of,
)
from orchestration.simulate.world.units import Units

Books = Callable[[], Ledger]
Row = tuple[object, ...]

LOCATION = "main"
COUNT_COLUMNS = (
    "count_date",
    "sku",
    "location",
    "lot_id",
    "expiry_date",
    "quantity_on_hand",
    "quantity_reserved",
    "quantity_unsellable",
)
MOVEMENT_COLUMNS = (
    "movement_date",
    "sku",
    "location",
    "movement_type",
    "quantity_change",
    "reference_id",
)
PURCHASE_COLUMNS = (
    "purchase_order_id",
    "supplier",
    "sku",
    "ordered_date",
    "expected_date",
    "received_date",
    "ordered_quantity",
    "received_quantity",
    "unit_cost",
    "currency",
    "status",
)
# Who wants to be paid in dollars.
USD_SUPPLIER = "Guangzhou Meihua Trading"

_SUNDAY = 6


def downloads(shop: Shop, truth: Truth, books: Books) -> Iterator[TextFile]:
    """Counts and movements per quarter, purchase orders with every year's end as a full copy."""
    truth.plant("stock_daily.csv", STOCK_TRUTH_COLUMNS, _stock_truth(shop, books))
    truth.plant("stockouts.csv", STOCKOUT_COLUMNS, _stockout_truth(shop, truth.units))
    truth.plant("suppliers.csv", SUPPLIER_COLUMNS, _supplier_truth(shop, books))
    for window in windows_of_months(shop.parameters, 3):
        quarter = quarter_of(window)
        counts = partial(_counts, shop, books, window)
        yield sheet(f"stock_counts_{quarter}", COUNT_COLUMNS, counts, bom=True)
        movements = partial(_movements, shop, books, window)
        yield sheet(f"stock_movements_{quarter}", MOVEMENT_COLUMNS, movements)
    for window in windows_of_months(shop.parameters, 12):
        orders = partial(_purchases, shop, books, window)
        yield sheet(f"purchase_orders_{window.last:%Y%m%d}", PURCHASE_COLUMNS, orders)


def _days(shop: Shop, window: Window) -> range:
    return range(shop.parameters.index(window.first), shop.parameters.index(window.last) + 1)


def _counts(shop: Shop, books: Books, window: Window) -> Iterator[Row]:
    """Every Sunday and at every month's end."""
    ledger = books()
    spoiled = ledger.units.sums["spoiled"] + ledger.damaged
    lots = [_lots(shop, ledger, product) for product in range(len(shop.catalogue.products))]
    for day in _days(shop, window):
        date = shop.parameters.day(day)
        if date.weekday() != _SUNDAY and (date + timedelta(days=1)).day != 1:
            continue
        # What cannot be sold is thrown away when the month is over.
        since = max(0, day - date.day + 1)
        unsellable = spoiled[since : day + 1].sum(axis=0).tolist()
        for product, of in enumerate(shop.catalogue.products):
            if day < ledger.on_sale_from[product]:
                continue
            on_hand, reserved = (
                int(pieces[day, product]) for pieces in (ledger.on_hand, ledger.reserved)
            )
            beside = unsellable[product]
            for lot, pieces in _on_shelf(lots[product], day, on_hand):
                promised = min(reserved, pieces)
                of_lot = lot.number, lot.expiry, pieces, promised, beside
                yield date.isoformat(), of.sku, LOCATION, *of_lot
                reserved -= promised
                beside = 0


@dataclass(frozen=True)
class _Lot:
    """What came in one delivery, the empty number for what has none."""

    day: int
    pieces: int
    number: str
    expiry: str


def _lots(shop: Shop, ledger: Ledger, product: int) -> list[_Lot]:
    """The lots of an article, the oldest first."""
    came = [(0, int(ledger.opening[product]))] if ledger.opening[product] else []
    for delivery in ledger.deliveries:
        if delivery.product == product and delivery.received < shop.parameters.day_count:
            came.append((delivery.received, delivery.received_quantity))
    keeps = supplier_of(shop.catalogue.products[product]).shelf_life_days
    lots = []
    for day, pieces in sorted(came):
        made = shop.parameters.day(day)
        expiry = (made + timedelta(days=keeps)).isoformat()
        lots.append(_Lot(day, pieces, f"L{made:%y%m%d}", expiry))
    return lots


def _on_shelf(lots: list[_Lot], day: int, on_hand: int) -> list[tuple[_Lot, int]]:
    """(lot, pieces of it), the oldest first, because the oldest is sold first; one of no lot where
    nothing is there."""
    found: list[tuple[_Lot, int]] = []
    for lot in reversed([lot for lot in lots if lot.day <= day]):
        pieces = min(lot.pieces, on_hand)
        if pieces:
            found.append((lot, pieces))
        on_hand -= pieces
    return found[::-1] or [(_Lot(day, 0, "", ""), 0)]


def _movements(shop: Shop, books: Books, window: Window) -> Iterator[Row]:
    """A row per day, article and reason; sales of a day are summed up."""
    ledger = books()
    sums = ledger.units.sums
    numbers = purchase_order_ids(shop, ledger)
    received: dict[tuple[int, int], list[tuple[str, int]]] = {}
    for number, delivery in zip(numbers, ledger.deliveries, strict=True):
        place = delivery.received, delivery.product
        received.setdefault(place, []).append((number, delivery.received_quantity))
    for day in _days(shop, window):
        date = shop.parameters.day(day).isoformat()
        for product, of in enumerate(shop.catalogue.products):
            moved: list[tuple[str, int, str]] = []
            if day == 0 and ledger.opening[product]:
                moved.append(("adjustment", int(ledger.opening[product]), "OPENING"))
            for number, pieces in received.get((day, product), []):
                moved.append(("receipt", pieces, number))
            for reason, pieces in (
                ("sale", -sums["shipped"][day, product]),
                ("return", sums["shelved"][day, product]),
                ("damage", -ledger.damaged[day, product]),
                ("adjustment", ledger.adjusted[day, product]),
            ):
                moved.append((reason, int(pieces), ""))
            for reason, pieces, reference in moved:
                if pieces:
                    yield date, of.sku, LOCATION, reason, pieces, reference


def purchase_order_ids(shop: Shop, ledger: Ledger) -> list[str]:
    """Per delivery, the number of the order at the supplier, counted anew every year. Articles
    ordered there on one day that come together are one order."""
    ids: dict[tuple[int, int, int], str] = {}
    counts: dict[int, int] = {}
    for each in ledger.deliveries:
        year = shop.parameters.day(each.ordered).year
        key = each.ordered, each.supplier, each.received
        if key not in ids:
            counts[year] = counts.get(year, 0) + 1
            ids[key] = f"PO-{year}-{counts[year]:03d}"
    return [ids[each.ordered, each.supplier, each.received] for each in ledger.deliveries]


def _purchases(shop: Shop, books: Books, window: Window) -> Iterator[Row]:
    """All orders until then, as they stood then."""
    ledger = books()
    as_of = shop.parameters.index(window.last)
    for number, each in zip(purchase_order_ids(shop, ledger), ledger.deliveries, strict=True):
        if each.ordered <= as_of:
            yield _purchase(shop, number, each, as_of)


def _purchase(shop: Shop, number: str, each: Delivery, as_of: int) -> Row:
    supplier, product = SUPPLIERS[each.supplier], shop.catalogue.products[each.product]
    ordered, expected, received = (
        shop.parameters.day(day) for day in (each.ordered, each.expected, each.received)
    )
    price_list = max(shop.catalogue.price_list_on(ordered), product.first_price_list)
    cost = ""
    currency = "USD" if supplier.name == USD_SUPPLIER else "THB"
    if shop.catalogue.cost_is_known(price_list, product.sku):
        satang, _ = cost_parts(shop.catalogue, price_list, each.product)
        cost = text.baht(satang)
        if currency == "USD":
            rate = usd_in_satang(shop.parameters, ordered)
            ten_thousandths = (2 * satang * 10_000 + rate) // (2 * rate)
            cost = f"{ten_thousandths // 10_000}.{ten_thousandths % 10_000:04d}"
    is_there = each.received <= as_of
    in_full = each.received_quantity == each.ordered_quantity
    status = "received" if in_full else "partly_received"
    if not is_there:
        status = "shipped" if each.received - as_of <= 5 else "ordered"
    return (
        number,
        supplier.name,
        product.sku,
        ordered.isoformat(),
        expected.isoformat(),
        received.isoformat() if is_there else "",
        each.ordered_quantity,
        each.received_quantity if is_there else "",
        cost,
        currency,
        status,
    )


STOCK_TRUTH_COLUMNS = ("sku", "date", "on_hand", "reserved", "available")
STOCKOUT_COLUMNS = ("sku", "first_day", "last_day", "lost_units")
SUPPLIER_COLUMNS = (
    "supplier",
    "quoted_days",
    "mean_days",
    "deviation_days",
    "deliveries",
    "mean_days_of_them",
    "deviation_days_of_them",
)


def _stock_truth(shop: Shop, books: Books) -> Iterator[Row]:
    ledger = books()
    on_hand = ledger.on_hand
    for product, of in enumerate(shop.catalogue.products):
        for day in range(int(ledger.on_sale_from[product]), shop.parameters.day_count):
            pieces = (measure[day, product] for measure in (on_hand, ledger.reserved))
            date = shop.parameters.day(day).isoformat()
            yield of.sku, date, *map(int, pieces), int(ledger.available[day, product])


def _stockout_truth(shop: Shop, units: Units) -> Iterator[Row]:
    for product, of in enumerate(shop.catalogue.products):
        for first, last in stockouts(shop, product):
            lost = sum(would_have_sold(shop, units, day, product) for day in range(first, last + 1))
            days = (shop.parameters.day(day).isoformat() for day in (first, last))
            yield of.sku, *days, f"{lost:.1f}"


def _supplier_truth(shop: Shop, books: Books) -> Iterator[Row]:
    """Of orders at the supplier that came in within the period."""
    came = {
        (each.supplier, each.ordered, each.received)
        for each in books().deliveries
        if each.received < shop.parameters.day_count
    }
    for number, supplier in enumerate(SUPPLIERS):
        leads = [received - ordered for of, ordered, received in sorted(came) if of == number]
        mean, deviation = lead_mean_and_deviation(supplier)
        seen = (np.mean(leads), np.std(leads)) if leads else (0.0, 0.0)
        figures = (f"{figure:.2f}" for figure in (mean, deviation))
        of_them = (f"{figure:.2f}" for figure in seen)
        yield supplier.name, supplier.quoted_days, *figures, len(leads), *of_them
