"""Lazada Seller Center: `Lazada_Orders_*.xlsx`, English headers in every country.

One row per piece, each with an id, a price and a status of its own. Ids are stored as numbers, as
in the real file, and are short enough for a float. What is taken off a price is negative.
"""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from orchestration.simulate import text
from orchestration.simulate.downloads import Workbook
from orchestration.simulate.draws import Draws, Flags, Ints, scramble
from orchestration.simulate.files.order_reports import Report
from orchestration.simulate.truth import Truth
from orchestration.simulate.windows import Window
from orchestration.simulate.world.customers import people
from orchestration.simulate.world.lifecycle import (
    CANCELLED,
    CLOSED,
    DELIVERED,
    READY_TO_SHIP,
    SHIPPING,
    TO_SHIP,
    UNPAID_YET,
)
from orchestration.simulate.world.orders import Orders
from orchestration.simulate.world.shop import Shop, epoch

SHEET = "Sheet1"
_COLUMNS = """
    orderItemId orderType Guarantee deliveryType lazadaId sellerSku lazadaSku wareHouse createTime
    updateTime rtsSla ttsSla orderNumber invoiceRequired invoiceNumber deliveredDate customerName
    customerEmail nationalRegistrationNumber shippingName shippingAddress shippingAddress2
    shippingAddress3 shippingAddress4 shippingAddress5 shippingPhone shippingPhone2 shippingCity
    shippingPostCode shippingCountry shippingRegion billingName billingAddr billingAddr2
    billingAddr3 billingAddr4 billingAddr5 billingPhone billingPhone2 billingCity billingPostCode
    billingCountry taxCode branchNumber taxInvoiceRequested payMethod paidPrice unitPrice
    sellerDiscountTotal platformDiscountTotal shippingFee walletCredit itemName variation
    cdShippingProvider shippingProvider shipmentTypeName shippingProviderType cdTrackingCode
    trackingCode trackingUrl shippingProviderFM trackingCodeFM trackingUrlFM promisedShippingTime
    premium status buyerFailedDeliveryReturnInitiator buyerFailedDeliveryReason
    buyerFailedDeliveryDetail buyerFailedDeliveryUserName bundleId semiManaged
    flexibleDeliveryTime bundleDiscount refundAmount sellerNote
"""
COLUMNS = tuple(_COLUMNS.split())

STATUS_NAMES = {
    UNPAID_YET: "unpaid",
    TO_SHIP: "pending",
    READY_TO_SHIP: "ready_to_ship",
    SHIPPING: "shipped",
    DELIVERED: "delivered",
    CLOSED: "delivered",  # the buyer's confirmation has no word of its own
    CANCELLED: "canceled",
}
RETURNED = "returned"
FAILED, BACK = "failed", "Package Returned"
_WAY_BACK = 5 * 86_400  # how long a parcel that nobody took is only "failed"

# Free text in the export; the reference lists no vocabulary for it.
_COD = "COD"
_PREPAID = ("QR_PROMPTPAY", "LAZADA_WALLET", "MIXEDCARD", "IBANKING")
_CARRIERS = ("LEX TH", "Flash Express", "J&T Express")
_REASONS = ("Change of mind", "Found cheaper elsewhere", "Change of Delivery Address")
_REASON_UNPAID = "Payment not completed in time"
_REASON_FAILED = "Customer not available"
_NOTE_SHARE = 0.03
_FIRST_ID_DAY = np.datetime64("2024-01-01")
_IDS_A_DAY = 70_000_000_000  # a little more than 36 bits hold

Cells = dict[str, list[str | None]]


def downloads(shop: Shop, truth: Truth) -> Iterator[Workbook]:
    report = Report("lazada", "lazada", SHEET, COLUMNS, file_name, rows)
    return report.downloads(shop, truth)


def file_name(window: Window, part: int = 1, parts: int = 1) -> str:
    """The download's name: the moment of the export is all it tells."""
    suffix = "" if parts == 1 else f"_part_{part}_of_{parts}"
    return f"Lazada_Orders_{window.exported_at:%Y%m%d%H%M%S}{suffix}.xlsx"


def _ids(days: Ints, numbers: Ints, shop: Shop, first: int) -> Ints:
    """15 digits, growing from day to day."""
    first_day = (np.datetime64(shop.parameters.start) - _FIRST_ID_DAY).astype(int)
    serial = scramble(numbers, 36, shop.parameters.seed * 15_485_863 + first)
    return np.asarray(first + (first_day + days) * _IDS_A_DAY + serial, dtype=np.int64)


def order_ids(shop: Shop, orders: Orders) -> list[str]:
    return [str(number) for number in _order_numbers(shop, orders).tolist()]


def _order_numbers(shop: Shop, orders: Orders) -> Ints:
    return _ids(orders.day, orders.number, shop, 600_000_000_000_000)


def rows(shop: Shop, orders: Orders, window: Window) -> pa.Table:
    """The block's pieces as cells, in the order of COLUMNS; null is an empty cell."""
    as_of = epoch(window.exported_at)
    lines = orders.lines
    of_piece: dict[str, pa.Array] = {
        name: pa.array(values, pa.string())
        for name, values in _piece_cells(shop, orders, as_of).items()
    }
    of_piece["orderItemId"] = pa.array(
        _ids(orders.day[lines.order], lines.key, shop, 700_000_000_000_000)
    )
    of_order: dict[str, pa.Array] = {
        name: pa.array(values, pa.string())
        for name, values in _order_cells(shop, orders, as_of).items()
    }
    of_order["orderNumber"] = pa.array(_order_numbers(shop, orders))
    order_of_piece = pa.array(lines.order)
    cells = of_piece | {name: values.take(order_of_piece) for name, values in of_order.items()}
    empty = pa.nulls(len(lines.order), pa.string())
    return pa.table([cells.get(name, empty) for name in COLUMNS], names=list(COLUMNS))


def _updated(orders: Orders, as_of: int) -> Ints:
    """The last change of each order that had happened."""
    life = orders.lifecycle
    moments = np.array(
        [
            life.created,
            life.paid,
            life.ready,
            life.shipped,
            life.delivered,
            life.completed,
            life.cancelled,
            life.cancelled + np.where(life.has_left(as_of), _WAY_BACK, 0),
            life.return_accepted,
        ]
    )
    return np.asarray(np.where(moments <= as_of, moments, 0).max(axis=0), dtype=np.int64)


def _order_cells(shop: Shop, orders: Orders, as_of: int) -> Cells:
    """Cells that repeat on every piece of an order."""
    draws = Draws(shop.parameters.seed, "files/lazada")
    life, number, count = orders.lifecycle, orders.number, len(orders)
    who = people("lazada", shop.parameters.seed, orders.customer)
    names: list[str | None] = list(who.names)
    addresses: list[str | None] = list(who.address_lines)
    phones: list[str | None] = [f"66{phone}" for phone in who.phones]
    cities: list[str | None] = [place.district for place in who.places]
    postal_codes: list[str | None] = [place.postal_code for place in who.places]
    country: list[str | None] = ["Thailand"] * count
    tracking: list[str | None] = [
        f"LEXTH{serial:011d}" if ready else None
        for serial, ready in zip(
            scramble(number, 36, 29).tolist(), (life.ready <= as_of).tolist(), strict=True
        )
    ]

    initiator: list[str | None] = [None] * count
    reason: list[str | None] = [None] * count
    early_reason = draws.below("reason", number, len(_REASONS)).tolist()
    for i in np.flatnonzero(life.is_cancelled(as_of)).tolist():
        if life.shipped[i] <= as_of:
            reason[i] = _REASON_FAILED
        elif not life.is_cod[i] and life.paid[i] > as_of:
            initiator[i], reason[i] = "cancellation-internal", _REASON_UNPAID
        else:
            initiator[i], reason[i] = "cancellation-customer", _REASONS[early_reason[i]]

    notes: list[str | None] = [None] * count
    for i in np.flatnonzero(draws.happens("note", number, _NOTE_SHARE)).tolist():
        notes[i] = f"โทรหา{who.names[i]} 0{who.phones[i]} แล้ว"
    return {
        "orderType": ["Normal"] * count,
        "deliveryType": ["standard"] * count,
        "wareHouse": ["dropshipping"] * count,
        "createTime": text.named_month_minutes(life.created, as_of),
        "updateTime": text.named_month_minutes(_updated(orders, as_of), as_of),
        "rtsSla": text.named_month_minutes(life.created + 2 * 86_400, 2**61),
        "invoiceRequired": ["No"] * count,
        "deliveredDate": text.named_month_minutes(life.delivered, as_of),
        "customerName": names,
        "customerEmail": [f"{username}@example.com" for username in who.usernames],
        "shippingName": names,
        "shippingAddress": addresses,
        "shippingPhone": phones,
        "shippingCity": cities,
        "shippingPostCode": postal_codes,
        "shippingCountry": country,
        "shippingRegion": [place.province for place in who.places],
        "billingName": names,
        "billingAddr": addresses,
        "billingPhone": phones,
        "billingCity": cities,
        "billingPostCode": postal_codes,
        "billingCountry": country,
        "payMethod": [
            _COD if cod else _PREPAID[i]
            for cod, i in zip(life.is_cod.tolist(), orders.prepaid_method.tolist(), strict=True)
        ],
        "walletCredit": ["0.00"] * count,
        "shippingProvider": list(text.pick(_CARRIERS, draws.below("carrier", number, 3))),
        "shipmentTypeName": ["Drop-off"] * count,
        "shippingProviderType": ["standard"] * count,
        "trackingCode": tracking,
        "promisedShippingTime": text.named_month_minutes(life.created + 3 * 86_400, 2**61),
        "premium": ["No"] * count,
        "buyerFailedDeliveryReturnInitiator": initiator,
        "buyerFailedDeliveryReason": reason,
        "bundleDiscount": ["0.00"] * count,
        "sellerNote": notes,
    }


def _piece_cells(shop: Shop, orders: Orders, as_of: int) -> Cells:
    """Cells of the piece itself."""
    lines, life, catalogue = orders.lines, orders.lifecycle, shop.catalogue
    product = lines.product.tolist()
    price_list = shop.price_list[orders.day[lines.order]].tolist()
    typed_in = [catalogue.sku_is_typed_in(i) for i in range(len(catalogue.valid_from))]
    lazada_skus = [
        f"{4_410_020_030 + i * 71_993}_TH-{14_500_600_700 + i * 99_991}"
        for i in range(len(catalogue.products))
    ]
    came_back = orders.return_is_accepted(as_of)[lines.order] & (lines.returned_quantity > 0)
    paid_back = (life.is_cancelled(as_of) & ~life.is_cod & (life.paid <= as_of))[lines.order]
    discount = lines.unit_price - lines.unit_list_price
    return {
        "sellerSku": [
            catalogue.products[i].sku if typed_in[j][i] else None
            for i, j in zip(product, price_list, strict=True)
        ],
        "lazadaSku": [lazada_skus[i] for i in product],
        "paidPrice": [text.baht(value) for value in lines.after_discounts.tolist()],
        "unitPrice": [text.baht(value) for value in lines.unit_list_price.tolist()],
        "sellerDiscountTotal": [text.signed_baht(value) for value in discount.tolist()],
        "platformDiscountTotal": [
            text.signed_baht(-value) for value in lines.platform_discount.tolist()
        ],
        "shippingFee": [text.baht(value) for value in _shipping_per_piece(orders).tolist()],
        "itemName": [catalogue.products[i].name for i in product],
        "variation": [f"ตัวเลือก:{catalogue.products[i].variation}" for i in product],
        "status": _statuses(orders, came_back, as_of),
        # What the buyer gets back is what the buyer paid.
        "refundAmount": [
            text.baht(paid) if back else None
            for paid, back in zip(
                lines.after_discounts.tolist(), (came_back | paid_back).tolist(), strict=True
            )
        ],
    }


def _shipping_per_piece(orders: Orders) -> Ints:
    """The buyer's part of the shipping fee is charged by piece; the first bears the odd satang."""
    order = orders.lines.order
    pieces = np.bincount(order, minlength=len(orders))
    is_first = np.diff(order, prepend=-1) > 0
    odd = (orders.shipping_paid % pieces)[order]
    return np.asarray((orders.shipping_paid // pieces)[order] + np.where(is_first, odd, 0))


def _statuses(orders: Orders, came_back: Flags, as_of: int) -> list[str | None]:
    life = orders.lifecycle
    failed = life.is_cancelled(as_of) & life.has_left(as_of)
    is_back = life.cancelled + _WAY_BACK <= as_of
    of_order = np.array([STATUS_NAMES[code] for code in life.stage(as_of).tolist()], dtype=object)
    of_order = np.where(failed, np.where(is_back, BACK, FAILED), of_order)
    statuses: list[str | None] = np.where(
        came_back, RETURNED, of_order[orders.lines.order]
    ).tolist()
    return statuses
