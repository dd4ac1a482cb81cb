"""The shelf: what was ordered at suppliers, came in, left, got lost, per product and day.

Made backwards from what was sold, so that it agrees with the assortment: on days on which a product
is out of stock there is nothing to sell, on all others there is. A delivery ends every shortage.
Pieces that are promised to orders lie on the shelf until the parcel leaves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from orchestration.simulate.draws import Draws, Ints
from orchestration.simulate.world.assortment import (
    DEAD_FROM_DAY,
    DEAD_SKU,
    OVERSTOCKED_SKU,
)
from orchestration.simulate.world.catalogue import BASKET_PAIRS
from orchestration.simulate.world.shop import Shop
from orchestration.simulate.world.suppliers import (
    SUPPLIERS,
    Supplier,
    lead_days,
    supplier_index,
)
from orchestration.simulate.world.units import Units

# A delivery is meant to last until the next one and so many days more.
SAFETY_DAYS = 10
# Days of sales that are bought too much, on top of the rest, with the first delivery from then on.
OVERSTOCK_FROM_DAY, OVERSTOCK_DAYS = 300, 400
DEAD_STOCK_DAYS = 150

DAMAGED_PER_UNIT = 0.003
# When the shelf is counted at a month's end: (share, pieces more or less than the books say).
COUNT_DIFFERENCES = ((0.88, 0), (0.07, -1), (0.03, -2), (0.02, 1))
# Large orders are in full boxes.
_BOX, _BOXES_FROM = 12, 60
# No order so shortly before a product is planned to run out.
_LAST_ORDER_DAYS = 4


@dataclass(frozen=True)
class Delivery:
    """One article of one order at a supplier. Days are indices and may lie beyond the period."""

    product: int
    supplier: int
    ordered: int
    expected: int
    received: int
    ordered_quantity: int
    received_quantity: int  # once it is there


@dataclass(frozen=True)
class Ledger:
    """Pieces on the shelf, shape (days, products) unless stated."""

    units: Units
    on_sale_from: Ints  # first day with any, per product; the number of days for never
    opening: Ints  # shape (products,): on the shelf when the books begin
    deliveries: tuple[Delivery, ...]
    received: Ints  # of the day, as are the next two
    damaged: Ints
    adjusted: Ints  # counted less or more than the books said
    available: Ints  # at the end of the day, promised to nobody
    reserved: Ints  # at the end of the day, promised to orders

    @property
    def on_hand(self) -> Ints:
        return self.available + self.reserved


def keep_books(shop: Shop, units: Units) -> Ledger:
    """`units` must be complete: made when every order was counted."""
    days, products = shop.parameters.day_count, len(shop.catalogue.products)
    calls = [list(_calls(shop, number, supplier)) for number, supplier in enumerate(SUPPLIERS)]
    sums = units.sums
    damaged, adjusted = _losses(shop, units)
    net = sums["placed"] - sums["released"] - sums["shelved"] + damaged - adjusted

    received = np.zeros((days, products), dtype=np.int64)
    opening = np.zeros(products, dtype=np.int64)
    on_sale_from = np.array([first_day_on_sale(shop, index) for index in range(products)])
    deliveries: list[Delivery] = []
    for product in range(products):
        first = int(on_sale_from[product])
        if first == days:
            continue
        supplier = supplier_index(shop.catalogue.products[product])
        for spell in _spells(shop, product, first):
            of_spell, left_over = _supply(shop, product, spell, net[:, product], calls[supplier])
            if spell.last < days - 1:
                adjusted[spell.last, product] -= left_over
            for delivery in of_spell:
                if delivery.received == 0:
                    opening[product] = delivery.received_quantity
                    continue
                deliveries.append(delivery)
                if delivery.received < days:
                    received[delivery.received, product] += delivery.received_quantity
    moved = received - sums["placed"] + sums["released"] + sums["shelved"] - damaged + adjusted
    promised = sums["placed"] - sums["released"] - sums["shipped"]
    return Ledger(
        units=units,
        on_sale_from=on_sale_from,
        opening=opening,
        deliveries=tuple(sorted(deliveries, key=lambda each: (each.ordered, each.supplier))),
        received=received,
        damaged=damaged,
        adjusted=adjusted,
        available=opening + np.cumsum(moved, axis=0),
        reserved=np.cumsum(promised, axis=0),
    )


def first_day_on_sale(shop: Shop, product: int) -> int:
    """The first day on which there is any; the number of days if the period ends before."""
    days = shop.parameters.day_count
    launch = shop.catalogue.valid_from[shop.catalogue.products[product].first_price_list]
    first = max(0, shop.parameters.index(launch))
    return days if first >= days else int(shop.assortment.back_in_stock[first, product])


def stockouts(shop: Shop, product: int) -> Iterator[tuple[int, int]]:
    """(first day, last day) of each time that a product on sale ran out."""
    days = shop.parameters.day_count
    first = first_day_on_sale(shop, product)
    spells = list(_spells(shop, product, first)) if first < days else []
    for spell in spells:
        if spell.last < days - 1:
            after = int(shop.assortment.back_in_stock[spell.last + 1, product])
            yield spell.last + 1, after - 1


def would_have_sold(shop: Shop, units: Units, day: int, product: int) -> float:
    """Pieces that the model expects of a product on a day if there were any, given what was
    ordered of the others: its share of what is chosen, and what pairs add."""
    placed: Ints = units.sums["placed"][day]
    wanted, weight = shop.assortment.wanted[day], shop.assortment.weight[day]
    chosen, pairs = float(placed.sum()), 0.0
    for sku, partner, probability in BASKET_PAIRS:
        added = probability * float(placed[shop.catalogue.index(sku)])
        second = shop.catalogue.index(partner)
        if second == product:
            pairs += added
        chosen -= added * (weight[second] > 0)
    others = float(np.delete(weight, product).sum())
    return chosen * float(wanted[product]) / (others + float(wanted[product])) + pairs


@dataclass(frozen=True)
class _Spell:
    """Days in a row with something to sell."""

    first: int
    last: int


@dataclass(frozen=True)
class _Call:
    """A supplier's turn to be ordered from, and when that delivery comes."""

    ordered: int
    received: int


def _calls(shop: Shop, number: int, supplier: Supplier) -> Iterator[_Call]:
    turns = np.arange(-3, shop.parameters.day_count // supplier.cycle_days + 2)
    # Keyed by turns from 0 on: draws know no negative numbers.
    draws = Draws(shop.parameters.seed, f"supplier/{number}")
    leads = lead_days(supplier, draws, "turn", turns + 3)
    ordered = turns * supplier.cycle_days + 5 * number
    for day, lead in zip(ordered.tolist(), leads.tolist(), strict=True):
        if day < shop.parameters.day_count:
            yield _Call(day, day + lead)


def _spells(shop: Shop, product: int, first: int) -> Iterator[_Spell]:
    in_stock = shop.assortment.in_stock[:, product]
    edges = np.flatnonzero(np.diff(in_stock[first:].astype(np.int64))) + first + 1
    bounds = [first, *edges.tolist(), len(in_stock)]
    for start, after in zip(bounds[:-1:2], bounds[1::2], strict=True):
        yield _Spell(start, after - 1)


def _losses(shop: Shop, units: Units) -> tuple[Ints, Ints]:
    """(damaged pieces, differences found in counts), on days with something on the shelf."""
    days, products = units.sums["placed"].shape
    damaged, adjusted = (np.zeros((days, products), dtype=np.int64) for _ in range(2))
    shipped = units.sums["shipped"]
    day = np.arange(days)
    month_ends = np.flatnonzero(
        [(shop.parameters.day(i) + timedelta(days=1)).day == 1 for i in day.tolist()]
    )
    shares, differences = zip(*COUNT_DIFFERENCES, strict=True)
    for index, product in enumerate(shop.catalogue.products):
        draws = Draws(shop.parameters.seed, f"stock/{product.sku}")
        on_shelf = shop.assortment.in_stock[:, index] & (day >= first_day_on_sale(shop, index))
        breaks = np.asarray(shipped[:, index] * DAMAGED_PER_UNIT, dtype=np.float64)
        pieces = np.floor(breaks + draws.uniform("damage", day)).astype(np.int64)
        damaged[:, index] = np.where(on_shelf, pieces, 0)
        found = np.array(differences)[draws.pick("count", month_ends, shares)]
        adjusted[month_ends, index] = np.where(on_shelf[month_ends], found, 0)
    return damaged, adjusted


def _supply(
    shop: Shop, product: int, spell: _Spell, net: Ints, calls: list[_Call]
) -> tuple[list[Delivery], int]:
    """(what is delivered for the spell, what is left over when it ends).

    Before the last day at least one piece stays; then, if a shortage follows, nothing does.
    """
    days = shop.parameters.day_count
    runs_out = spell.last < days - 1
    needed = np.cumsum(net[spell.first : spell.last + 1])
    a_day = max(float(needed[-1]) / len(needed), 0.0)
    # At most so many pieces may come in all.
    most = max(1, int(needed[-1]), *(needed[:-1] + 1).tolist()) if runs_out else 2**62

    start = _first_of_spell(shop, product, spell)
    last_call = spell.last - _LAST_ORDER_DAYS if runs_out else 2**62
    turns = [start, *(call for call in calls if spell.first < call.received <= last_call)]
    # Each delivery lasts until the next one; what comes after the period is not known.
    end = spell.last + 1 if runs_out else turns[-1].received + _cycle(shop, product)
    deliveries: list[Delivery] = []
    supplied = 0
    for turn, until in zip(turns, [*(turn.received for turn in turns[1:]), end], strict=True):
        known = min(until, spell.last + 1) - spell.first
        unknown_days = max(until - spell.last - 1, 0)
        level = int(needed[:known].max()) + 1 + round(a_day * (unknown_days + SAFETY_DAYS))
        level += _surplus(shop, product, turn.received, a_day)
        wanted = _boxed(max(level - supplied, 0 if deliveries else 1))
        if turn is turns[-1] and runs_out:
            wanted = max(wanted, most - supplied)
        come = min(wanted, most - supplied)
        if come > 0:
            deliveries.append(_delivery(shop, product, turn, wanted, come))
            supplied += come
    return deliveries, supplied - int(needed[-1])


def _cycle(shop: Shop, product: int) -> int:
    return SUPPLIERS[supplier_index(shop.catalogue.products[product])].cycle_days


def _boxed(pieces: int) -> int:
    return pieces if pieces < _BOXES_FROM else -(-pieces // _BOX) * _BOX


def _surplus(shop: Shop, product: int, day: int, a_day: float) -> int:
    """What is bought beyond all need, from that day on."""
    sku = shop.catalogue.products[product].sku
    if sku == OVERSTOCKED_SKU and day >= OVERSTOCK_FROM_DAY:
        return round(a_day * OVERSTOCK_DAYS)
    if sku == DEAD_SKU and day >= DEAD_FROM_DAY - DEAD_STOCK_DAYS:
        return round(a_day * DEAD_STOCK_DAYS)
    return 0


def _first_of_spell(shop: Shop, product: int, spell: _Spell) -> _Call:
    """The delivery that ends the shortage, or with which the product is launched."""
    number = supplier_index(shop.catalogue.products[product])
    draws = Draws(shop.parameters.seed, f"stock/{shop.catalogue.products[product].sku}")
    lead = int(lead_days(SUPPLIERS[number], draws, "first", np.array([spell.first]))[0])
    return _Call(spell.first - lead, spell.first)


def _delivery(shop: Shop, product: int, turn: _Call, wanted: int, come: int) -> Delivery:
    number = supplier_index(shop.catalogue.products[product])
    return Delivery(
        product=product,
        supplier=number,
        ordered=turn.ordered,
        expected=turn.ordered + SUPPLIERS[number].quoted_days,
        received=turn.received,
        ordered_quantity=wanted,
        received_quantity=come,
    )
