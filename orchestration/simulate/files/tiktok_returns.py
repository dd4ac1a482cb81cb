"""TikTok Shop Seller Center: returns by the day of the request, a CSV per month.

English headers; a TAB after every id and time. One row per request and SKU, whose "unit price" is
what is paid back for all pieces of it.
"""

import csv
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from orchestration.simulate import text
from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import Ints, half_up, scramble
from orchestration.simulate.files import tiktok_orders
from orchestration.simulate.truth import Truth
from orchestration.simulate.windows import Window, returns_windows
from orchestration.simulate.world import payouts, return_requests
from orchestration.simulate.world.customers import people
from orchestration.simulate.world.orders import Orders
from orchestration.simulate.world.shop import Shop, epoch
from orchestration.simulate.writers import text_file

COLUMNS = (
    "Return Order ID",
    "Order ID",
    "Order Amount",
    "Order Status",
    "Order Substatus",
    "Payment Method",
    "SKU ID",
    "Seller SKU",
    "Product Name",
    "SKU Name",
    "Buyer Username",
    "Return Type",
    "Time Requested",
    "Return Reason",
    "Return unit price",
    "Return Quantity",
    "Return Logistics Tracking ID",
    "Return Status",
    "Return Sub Status",
    "Refund Time",
    "Dispute Status",
    "Appeal Status",
    "Compensation Status",
    "Compensation Amount",
    "Buyer Note",
)
_REASONS = ("Wrong item", "Damaged item", "Missing items", "Not as described", "No longer needed")
# Status and substatus of a request that is pending, refunded, withdrawn.
STATES = (
    ("In process", "Awaiting review"),
    ("Completed", "Refunded"),
    ("Canceled", "Canceled by buyer"),
)
_TABBED = (0, 1, 6, 12, 16, 19)


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    """The requests of a month and the half before."""
    for window in returns_windows(shop.parameters):
        yield TextFile(f"tiktok-returns/{file_name(window)}", partial(_write_file, shop, window))


def file_name(window: Window) -> str:
    return f"Return orders-{window.exported_at:%Y-%m-%d-%H_%M}.csv"


def _write_file(shop: Shop, window: Window, path: Path) -> None:
    with text_file(path, bom=True) as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for orders in payouts.blocks(shop, "tiktok_shop", window):
            writer.writerows(_rows(shop, orders, window))


def _rows(shop: Shop, orders: Orders, window: Window) -> Iterator[list[str]]:
    as_of = epoch(window.exported_at)
    requests = return_requests.requests_of(shop, orders)
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    since, until = shop.midnight(np.array([first, last + 1])).tolist()
    pieces = return_requests.returned_pieces(orders, requests)
    asked = requests.are_made(since, until)[orders.lines.order] & (pieces > 0)
    refund = half_up(orders.lines.after_discounts * pieces, orders.lines.quantity)
    order, product, quantity, amount = _by_sku(orders, np.flatnonzero(asked), pieces, refund)

    state = np.where(requests.refunded <= as_of, 1, np.where(requests.withdrawn <= as_of, 2, 0))
    who = people("tiktok_shop", shop.parameters.seed, orders.customer[order])
    order_ids = tiktok_orders.order_ids(shop, orders)
    return_ids = 4_035_000_000_000_000_000 + scramble(orders.number[order], 50, 47)
    stages = orders.lifecycle.stage(as_of)[order].tolist()
    requested = text.day_first_seconds(requests.requested[order], as_of)
    refunded = text.day_first_seconds(requests.refunded[order], as_of)
    methods = tiktok_orders.payment_methods(orders)
    sku_ids = tiktok_orders.sku_ids(shop)
    for row, i in enumerate(order.tolist()):
        item = shop.catalogue.products[int(product[row])]
        is_typed_in = shop.catalogue.sku_is_typed_in(int(shop.price_list[orders.day[i]]))
        status, substatus = STATES[int(state[i])]
        cells = [
            str(return_ids[row]),
            order_ids[i],
            # What the order came to before a discount on the payment method.
            text.shortest_baht(int(orders.buyer_total[i] + orders.payment_discount[i])),
            *tiktok_orders.STATUS_NAMES[stages[row]],
            methods[i],
            sku_ids[int(product[row])],
            item.sku if is_typed_in[int(product[row])] else "",
            item.name,
            item.variation,
            who.usernames[row],
            "Return and refund",
            requested[row],
            _REASONS[int(requests.reason[i])],
            text.shortest_baht(int(amount[row])),
            str(quantity[row]),
            f"TH{int(return_ids[row]) % 10**11:011d}" if state[i] == 1 else "",
            status,
            substatus,
            refunded[row],
            *[""] * 4,
            f"{who.names[row]} 0{who.phones[row]} ส่งคืนแล้วค่ะ" if orders.number[i] % 5 == 0 else "",
        ]
        for position in _TABBED:
            cells[position] += "\t" if cells[position] else ""
        yield cells


def _by_sku(
    orders: Orders, lines: Ints, pieces: Ints, refund: Ints
) -> tuple[Ints, Ints, Ints, Ints]:
    """(order, product, pieces, refund) of these lines: a SKU in two packages is one row."""
    order, product = orders.lines.order[lines], orders.lines.product[lines]
    pairs, which = np.unique(np.stack([order, product]), axis=1, return_inverse=True)
    sums = np.zeros((2, pairs.shape[1]), dtype=np.int64)
    for measure, of_lines in enumerate((pieces, refund)):
        np.add.at(sums[measure], which.ravel(), of_lines[lines])
    return pairs[0], pairs[1], sums[0], sums[1]
