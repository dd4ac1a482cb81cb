"""Orders with their lines and money, drawn by number.

All money is in satang, as whole numbers: truths must be exact to the cent.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from orchestration.simulate.draws import Draws, Flags, Ints, half_up
from orchestration.simulate.world.catalogue import BASKET_PAIRS
from orchestration.simulate.world.customers import buyers
from orchestration.simulate.world.lifecycle import NEVER, Lifecycle, live
from orchestration.simulate.world.marketplaces import MARKETPLACES, Marketplace
from orchestration.simulate.world.shop import Shop

# Orders held in memory at once, whatever the scale.
BLOCK_ORDERS = 8_192

PRODUCTS_PER_ORDER_WEIGHTS = (0.66, 0.24, 0.10)
QUANTITY_WEIGHTS = (0.82, 0.13, 0.05)
WHOLE_ORDER_RETURNED = 0.45

# Orders by hour of the day; on a double day half the night is awake.
_HOURS = (
    30, 16, 9, 6, 5, 8, 16, 26, 38, 48, 55, 60,
    66, 58, 50, 47, 46, 48, 56, 72, 92, 104, 90, 58,
)  # fmt: skip
_HOURS_ON_DOUBLE_DAY = (240, 90, 40, *_HOURS[3:])

_FIRST_PAIR_SLOT = 4
_SLOTS = _FIRST_PAIR_SLOT + len(BASKET_PAIRS)


@dataclass(frozen=True)
class Lines:
    """Order lines, by order. Shape (lines,); money in satang."""

    order: Ints  # index into the block's orders, ascending
    key: Ints  # unique number of the line
    product: Ints  # index into the catalogue
    quantity: Ints
    unit_list_price: Ints
    unit_price: Ints  # what the buyer agreed to, after the seller's item discount
    platform_discount: Ints  # of the whole line
    returned_quantity: Ints  # once the return is accepted
    part: Ints  # of what was one line: 0, 1 … for its packages or pieces

    def sum_per_order(self, of_lines: Ints, order_count: int) -> Ints:
        sums = np.zeros(order_count, dtype=np.int64)
        np.add.at(sums, self.order, of_lines)
        return sums

    @property
    def subtotal(self) -> Ints:
        """The line's share of GMV: agreed price x quantity."""
        return self.unit_price * self.quantity

    @property
    def after_discounts(self) -> Ints:
        """What the line costs the buyer once the marketplace has added its own discount."""
        return self.subtotal - self.platform_discount


@dataclass(frozen=True)
class Orders:
    """A block of consecutive orders of one marketplace. Shape (orders,); money in satang."""

    platform: str
    number: Ints
    day: Ints  # index of the day it was placed on
    customer: Ints
    lifecycle: Lifecycle
    prepaid_method: Ints  # index into the marketplace's prepaid methods; no meaning for COD
    lines: Lines
    gmv: Ints
    units: Ints
    seller_voucher: Ints
    platform_voucher: Ints
    coins: Ints
    shipping_fee: Ints  # full price of the delivery
    shipping_paid: Ints  # the buyer's part of it
    payment_discount: Ints

    def __len__(self) -> int:
        return len(self.number)

    def per_order(self, of_lines: Ints) -> Ints:
        """Sum a line measure over each order's lines."""
        return self.lines.sum_per_order(of_lines, len(self))

    @property
    def buyer_total(self) -> Ints:
        """Everything the buyer pays, delivery included."""
        vouchers = self.seller_voucher + self.platform_voucher + self.coins
        return self.gmv - vouchers - self.payment_discount + self.shipping_paid

    def return_is_accepted(self, as_of: int) -> Flags:
        return self.lifecycle.return_accepted <= as_of

    def returned_value(self, of_lines: Ints) -> Ints:
        """Per order, the share of a line measure that belongs to returned pieces."""
        return self.per_order(half_up(of_lines * self.lines.returned_quantity, self.lines.quantity))

    def stated_refund(self, as_of: int) -> Ints:
        """The refund that an export states per order, if it does; 0 is none stated.

        Paid money goes back when an order is cancelled; an unpaid parcel has nothing to refund.
        """
        life = self.lifecycle
        of_return = self.returned_value(self.lines.after_discounts)
        refund = np.where(self.return_is_accepted(as_of), of_return, 0)
        paid_back = life.is_cancelled(as_of) & ~life.is_cod & (life.paid <= as_of)
        return np.where(paid_back, self.buyer_total, refund)

    def refunds(self, as_of: int) -> Ints:
        """Money given back, or never received for goods that had left, per counted order."""
        life = self.lifecycle
        never_came = life.is_cancelled(as_of) & life.has_left(as_of)
        lost = self.gmv - self.seller_voucher
        if MARKETPLACES[self.platform].states_refunds:
            stated = self.stated_refund(as_of)
            refund = np.where(never_came & (stated == 0), lost, stated)
        else:
            returned = np.where(
                self.return_is_accepted(as_of), self.returned_value(self.lines.subtotal), 0
            )
            refund = np.where(never_came, lost, returned)
        return np.where(life.is_counted(as_of), refund, 0)


def orders_between(shop: Shop, platform: str, first_day: int, last_day: int) -> Iterator[Orders]:
    """Every order placed on days first_day..last_day, both included, in blocks, by time."""
    plan = shop.plans[platform]
    end = int(plan.first_order[last_day + 1])
    for start in range(int(plan.first_order[first_day]), end, BLOCK_ORDERS):
        numbers = np.arange(start, min(start + BLOCK_ORDERS, end), dtype=np.int64)
        yield draw_orders(shop, platform, numbers)


def draw_orders(shop: Shop, platform: str, numbers: Ints) -> Orders:
    """The orders with these numbers: the same ones whoever asks, in whatever block."""
    plan, terms = shop.plans[platform], MARKETPLACES[platform]
    draws = Draws(shop.parameters.seed, f"orders/{platform}")
    days = plan.day_of_order(numbers)
    place = numbers - plan.first_order[days]
    created = _created(shop, draws, numbers, days, place, plan.orders[days])
    is_cod = draws.happens("cod", numbers, terms.cod_share)
    lifecycle = live(draws, numbers, created, is_cod)
    lines = _lines(shop, terms, draws, numbers, days, lifecycle)

    def total(of_lines: Ints) -> Ints:
        return lines.sum_per_order(of_lines, len(numbers))

    def given(what: str, shares: tuple[float, float]) -> Flags:
        ordinary, on_campaign = shares
        share = np.where(shop.is_campaign[days], on_campaign, ordinary)
        return draws.happens(what, numbers, share)

    gmv = total(lines.subtotal)
    own = given("seller voucher", terms.seller_voucher_shares) & (gmv >= 19_900)
    worth = np.where(gmv >= 99_900, 10_000, np.where(gmv >= 49_900, 5_000, 2_000))
    theirs = given("platform voucher", terms.platform_voucher_shares) & (gmv >= 14_900)
    share_of_gmv = np.minimum(half_up(gmv * 12, 100), 12_000)
    pays_with_coins = draws.happens("coins", numbers, terms.coins_share)
    coins = np.minimum(gmv // 20, 100 * draws.below("coin", numbers, 40))
    discounted = draws.happens("payment discount", numbers, terms.payment_discount_share)
    shipping_fee = 3_000 + 500 * draws.below("shipping", numbers, 5)

    return Orders(
        platform=platform,
        number=numbers,
        day=days,
        customer=buyers(plan, Draws(shop.parameters.seed, f"buyers/{platform}"), numbers, days),
        lifecycle=lifecycle,
        prepaid_method=draws.pick("payment method", numbers, terms.prepaid_weights),
        lines=lines,
        gmv=gmv,
        units=total(lines.quantity),
        seller_voucher=np.where(own, worth, 0),
        platform_voucher=np.where(theirs, share_of_gmv, 0) + total(lines.platform_discount),
        coins=np.where(pays_with_coins, coins, 0),
        shipping_fee=shipping_fee,
        shipping_paid=np.where(
            gmv >= terms.free_shipping_from, 0, shipping_fee - terms.shipping_subsidy
        ),
        payment_discount=np.where(discounted & ~is_cod & (gmv >= 29_900), 1_000, 0),
    )


def agreed_price(terms: Marketplace, list_price: Ints, percent_off: Ints) -> Ints:
    """What a buyer agrees to pay for a piece."""
    step = terms.price_step
    return half_up(list_price * (100 - percent_off), 100 * step) * step


def _created(
    shop: Shop, draws: Draws, numbers: Ints, days: Ints, place: Ints, of_the_day: Ints
) -> Ints:
    """Moments of ordering, ascending within a day: its n orders take its n-quantiles."""
    quantile = (place + draws.uniform("moment", numbers)) / of_the_day
    hours = np.arange(25)
    seconds = np.empty(len(numbers), dtype=np.int64)
    for weights, which in (
        (_HOURS, ~shop.is_double_day[days]),
        (_HOURS_ON_DOUBLE_DAY, shop.is_double_day[days]),
    ):
        edges = np.concatenate([[0], np.cumsum(weights)]) / sum(weights)
        seconds[which] = np.floor(np.interp(quantile[which], edges, hours) * 3600)
    return shop.midnight(days) + np.minimum(seconds, 86_399)


def _baskets(shop: Shop, terms: Marketplace, draws: Draws, numbers: Ints, days: Ints) -> Ints:
    """Products in each order, shape (orders, slots), -1 for an empty slot.

    Slots 0-2: chosen by how much each is wanted that day. 3: the first product a second time. Then
    one per planted pair.
    """
    baskets = np.full((len(numbers), _SLOTS), -1, dtype=np.int64)
    wanted = draws.pick("products", numbers, PRODUCTS_PER_ORDER_WEIGHTS) + 1
    placed_on = np.unique(days)
    for slot in range(len(PRODUCTS_PER_ORDER_WEIGHTS)):
        chosen = np.empty(len(numbers), dtype=np.int64)
        for day in placed_on.tolist():
            of_it = days == day
            weights = shop.assortment.weight[day]
            chosen[of_it] = draws.pick(f"product/{slot}", numbers[of_it], weights)
        again = (baskets[:, :slot] == chosen[:, None]).any(axis=1)
        baskets[:, slot] = np.where((wanted > slot) & ~again, chosen, -1)
    twice = draws.happens("twice", numbers, terms.same_product_twice_share)
    baskets[:, 3] = np.where(twice, baskets[:, 0], -1)
    for slot, (sku, partner, probability) in enumerate(BASKET_PAIRS, start=_FIRST_PAIR_SLOT):
        first, second = shop.catalogue.index(sku), shop.catalogue.index(partner)
        adds = (
            (baskets == first).any(axis=1)
            & ~(baskets == second).any(axis=1)
            & shop.assortment.in_stock[days, second]
            & draws.happens(f"pair/{sku}", numbers, probability)
        )
        baskets[:, slot] = np.where(adds, second, -1)
    return baskets


def _parts(terms: Marketplace, draws: Draws, key: Ints, quantity: Ints) -> tuple[Ints, Ints, Ints]:
    """(index of the line, number of the part, pieces in it), for lines that are told in parts."""
    if terms.line_per_piece:
        parts = quantity
    else:
        share = terms.two_packages_share_of_lines
        parts = np.where((quantity > 1) & draws.happens("two packages", key, share), 2, 1)
    line = np.repeat(np.arange(len(key)), parts)
    part = np.arange(len(line)) - np.repeat(np.cumsum(parts) - parts, parts)
    # The first parts get a piece more where they cannot all get the same.
    return line, part, (quantity[line] + parts[line] - 1 - part) // parts[line]


def _lines(
    shop: Shop, terms: Marketplace, draws: Draws, numbers: Ints, days: Ints, lifecycle: Lifecycle
) -> Lines:
    baskets = _baskets(shop, terms, draws, numbers, days)
    order, slot = np.nonzero(baskets >= 0)
    key = numbers[order] * 64 + slot * 4  # room for 16 slots of four parts
    whole_quantity = draws.pick("quantity", key, QUANTITY_WEIGHTS) + 1
    line, part, quantity = _parts(terms, draws, key, whole_quantity)
    order, slot, key = order[line], slot[line], key[line] + part
    product = baskets[order, slot]
    day = days[order]

    list_price = shop.catalogue.list_price[shop.price_list[day], product]
    percent = shop.assortment.discount_pct[day, product]
    unit_price = agreed_price(terms, list_price, percent)
    discounted = draws.happens("platform discount", numbers, terms.platform_discount_share)
    rate = 3 + draws.below("platform discount rate", numbers, 8)
    platform_discount = np.where(
        discounted[order], half_up(unit_price * quantity * rate[order], 100), 0
    )

    # A return is of the whole order, or of one line in part or in whole.
    line_count = np.bincount(order, minlength=len(numbers))
    first_line = np.cumsum(line_count) - line_count
    which = first_line + draws.below("returned line", numbers, 1 << 30) % line_count
    whole = draws.happens("whole return", numbers, WHOLE_ORDER_RETURNED)
    is_the_line = which[order] == np.arange(len(order))
    pieces = 1 + draws.below("returned pieces", key, 8) % quantity
    returned = np.where(whole[order], quantity, np.where(is_the_line, pieces, 0))
    is_returned = lifecycle.return_accepted < NEVER
    return Lines(
        order=order.astype(np.int64),
        key=key,
        product=product,
        quantity=quantity,
        unit_list_price=list_price,
        unit_price=unit_price,
        platform_discount=platform_discount,
        returned_quantity=np.where(is_returned[order], returned, 0),
        part=part,
    )
