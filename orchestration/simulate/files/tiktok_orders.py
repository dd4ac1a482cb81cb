"""TikTok Shop Seller Center: `ทั้งหมด คำสั่งซื้อ-YYYY-MM-DD-HH_MM.csv`.

English headers, a row of descriptions under them, Thai values, a TAB after every id and time. One
row per order, SKU and package; the order's own money is repeated on each of its rows.
"""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from io import TextIOWrapper
from pathlib import Path

import numpy as np

from orchestration.simulate import text
from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import Draws, Ints, scramble
from orchestration.simulate.files import order_reports
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
from orchestration.simulate.writers import text_file

# Column -> what row 2 says about it. The Thai layout of 2025.
_FIRST_COLUMNS = {
    "Order ID": "Platform unique order ID.",
    "Order Status": "Current order status, as shown in the order list.",
    "Order Substatus": "Current order substatus, one step more precise than the status.",
    "Cancelation/Return Type": "Whether the order was cancelled, returned or refunded, if at all.",
    "Normal or Pre-order": "Whether the order is a normal order, or a pre-order.",
    "SKU ID": "Platform unique SKU ID.",
    "Seller SKU": "Seller SKU input, empty if none was entered.",
    "Product Name": "Platform product name.",
    "Variation": "Platform SKU variation, for example size and colour.",
    "Quantity": "SKU sold quantity in this package.",
    "Sku Quantity of return": "SKU quantity returned, once the return was accepted.",
    "SKU Unit Original Price": "Original price of one SKU, before any discount.",
    "SKU Subtotal Before Discount": "SKU Unit Original Price x Quantity, before any discount.",
    "SKU Platform Discount": "Discount on this SKU, paid by the platform.",
    "SKU Seller Discount": "Discount on this SKU, paid by the seller.",
    "SKU Subtotal After Discount": "Subtotal before discount, minus platform and seller discount.",
    "Shipping Fee After Discount": "Shipping fee paid by the buyer, after discounts.",
    "Original Shipping Fee": "Shipping fee of the order, before discounts.",
    "Shipping Fee Seller Discount": "Shipping discount, paid by the seller.",
    "Shipping Fee Platform Discount": "Shipping discount, paid by the platform.",
}
_TIMES_TO_CHECKED = {
    "Created Time": "Time at which the order was created, in the shop's time zone.",
    "Paid Time": "Time at which the order was paid, in the shop's time zone.",
    "RTS Time": "Time at which the order was ready to ship, in the shop's time zone.",
    "Shipped Time": "Time at which the order was shipped, in the shop's time zone.",
    "Delivered Time": "Time at which the order was delivered, in the shop's time zone.",
    "Cancelled Time": "Time at which the order was cancelled, in the shop's time zone.",
    "Cancel By": "Who cancelled the order: buyer, seller, or system.",
    "Cancel Reason": "Reason for the cancellation, as chosen in the app.",
    "Fulfillment Type": "Who fulfils the order, the seller or the platform.",
    "Warehouse Name": "Name of the warehouse, as entered by the seller.",
    "Tracking ID": "The order's tracking number.",
    "Delivery Option": "Delivery option, chosen by the buyer.",
    "Shipping Provider Name": "Name of the carrier.",
    "Buyer Message": "Message from the buyer, if there is one.",
    "Buyer Username": "Username of the buyer.",
    "Recipient": "Name of the recipient, which may differ from the buyer's.",
    "Phone #": "Phone number of the recipient, with country code.",
    "Zipcode": "Postal code of the delivery address.",
    "Country": "Country of the delivery address.",
    "Province": "Province of the delivery address.",
    "District": "District of the delivery address.",
    "Detail Address": "House number, street, and further lines of the address.",
    "Additional address information": "More about the address, if there is any.",
    "Payment Method": "Payment method, chosen by the buyer.",
    "Weight(kg)": "Weight of the package, in kilograms.",
    "Product Category": "Platform product category.",
    "Package ID": "Platform unique package ID.",
    "Seller Note": "Note from the seller, never shown to the buyer.",
    "Checked Status": "Whether the order was checked, or not.",
    "Checked Marked by": "Who marked the order as checked.",
}
DESCRIPTIONS = {
    **_FIRST_COLUMNS,
    "Payment platform discount": "Discount on the payment method, paid by the platform.",
    "Taxes": "Taxes on the order, where they apply.",
    "Small Order Fee": "Fee for small orders, where it applies.",
    "Order Amount": "Amount paid by the buyer, after all discounts and with shipping.",
    "Order Refund Amount": "Amount refunded to the buyer, for the whole order.",
    **_TIMES_TO_CHECKED,
    "Distance Shipping Fee": "Part of the shipping fee that depends on distance, if any.",
    "Distance Fee": "Total distance fee, where it applies.",
    "Buyer Service Fee": "Service fee paid by the buyer, where it applies.",
    "Handling Fee": "Handling fee paid by the buyer, where it applies.",
    "Shipping Insurance": "Shipping insurance paid by the buyer, where it applies.",
    "Item Insurance": "Item insurance paid by the buyer, where it applies.",
    "Regency and City": "District of the delivery address.",
    "Districts": "Sub-district of the delivery address.",
    "Villages": "Village of the delivery address, where it applies.",
    "Purchase Channel": "Channel in which the order was placed.",
    "Tokopedia Invoice Number": "Invoice number, where it applies.",
    "Order Channel": "Content through which the order came, if known.",
    "Creator Handle": "Handle of the creator, if one was involved.",
}

LAYOUT_2025 = (
    *_FIRST_COLUMNS,
    "Payment platform discount",
    "Taxes",
    "Small Order Fee",
    "Order Amount",
    "Order Refund Amount",
    *_TIMES_TO_CHECKED,
)
# The layout with 65 columns: fees and address levels are inserted in the middle.
LAYOUT_2026 = (
    *_FIRST_COLUMNS,
    "Distance Shipping Fee",
    "Distance Fee",
    "Order Refund Amount",
    "Payment platform discount",
    "Buyer Service Fee",
    "Handling Fee",
    "Shipping Insurance",
    "Item Insurance",
    "Order Amount",
    "Created Time",
    "Paid Time",
    "RTS Time",
    "Shipped Time",
    "Delivered Time",
    "Cancelled Time",
    "Cancel By",
    "Cancel Reason",
    "Fulfillment Type",
    "Warehouse Name",
    "Tracking ID",
    "Delivery Option",
    "Shipping Provider Name",
    "Buyer Message",
    "Buyer Username",
    "Recipient",
    "Phone #",
    "Zipcode",
    "Country",
    "Province",
    "Regency and City",
    "Districts",
    "Villages",
    "Detail Address",
    "Additional address information",
    "Payment Method",
    "Weight(kg)",
    "Product Category",
    "Package ID",
    "Purchase Channel",
    "Seller Note",
    "Checked Status",
    "Checked Marked by",
    "Tokopedia Invoice Number",
    "Order Channel",
    "Creator Handle",
)
NEW_LAYOUT_SINCE = date(2026, 7, 1)

# Ids and times end with a TAB, so that a spreadsheet leaves them alone.
_TABBED = frozenset(
    {
        "Order ID",
        "SKU ID",
        "Created Time",
        "Paid Time",
        "RTS Time",
        "Shipped Time",
        "Delivered Time",
        "Cancelled Time",
        "Tracking ID",
        "Package ID",
    }
)

STATUS_NAMES = {  # stage -> (status, substatus)
    UNPAID_YET: ("ค้างชำระ", "รอการชำระเงิน"),
    TO_SHIP: ("ที่จะจัดส่ง", "ที่จะจัดส่ง"),
    READY_TO_SHIP: ("ที่จะจัดส่ง", "พร้อมจัดส่ง"),
    SHIPPING: ("จัดส่งแล้ว", "กำลังจัดส่ง"),
    DELIVERED: ("จัดส่งแล้ว", "ส่งสำเร็จ"),
    CLOSED: ("เสร็จสมบูรณ์", "เสร็จสมบูรณ์"),
    CANCELLED: ("ยกเลิกแล้ว", "ยกเลิกแล้ว"),
}

# Free text in the export; the reference lists no vocabulary for it.
_COD = "เก็บเงินปลายทาง"
_PREPAID = ("QR พร้อมเพย์", "โมบายแบงก์กิ้ง", "บัตรเครดิต/บัตรเดบิต", "TrueMoney Wallet")
_CARRIERS = ("J&T Express", "Flash Express", "Kerry Express")
_REASONS = ("เปลี่ยนใจ", "สั่งซื้อผิดรายการ", "ต้องการเปลี่ยนที่อยู่จัดส่ง")
_REASON_UNPAID = "ไม่ได้ชำระเงินภายในเวลาที่กำหนด"
_REASON_FAILED = "จัดส่งพัสดุไม่สำเร็จ"
_NOTE_SHARE = 0.06
_FIRST_ID_DAY = date(2024, 1, 1).toordinal()


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    """A report per month."""
    for index, window, is_twice in order_reports.windows(shop):
        write = partial(_write_file, shop, truth, index, window)
        yield TextFile(f"tiktok/{file_name(window)}", write, saved_twice=is_twice)


def _write_file(shop: Shop, truth: Truth, index: int, window: Window, path: Path) -> None:
    with text_file(path, bom=True) as file:
        write_header(file, window)
        for block in order_reports.blocks(shop, truth, "tiktok_shop", index):
            write_rows(file, shop, block, window)


def file_name(window: Window) -> str:
    """The download's name: the moment of the export is all it tells."""
    return f"ทั้งหมด คำสั่งซื้อ-{window.exported_at:%Y-%m-%d-%H_%M}.csv"


def layout(window: Window) -> tuple[str, ...]:
    return LAYOUT_2026 if window.exported_at.date() >= NEW_LAYOUT_SINCE else LAYOUT_2025


def order_ids(shop: Shop, orders: Orders) -> list[str]:
    """18 digits, growing with time as the real ones do, and too long for a float."""
    first_day = shop.parameters.start.toordinal() - _FIRST_ID_DAY
    serial = scramble(orders.number, 42, shop.parameters.seed * 104_729)
    ids = 576_000_000_000_000_000 + (first_day + orders.day) * 9_600_000_000_000 + serial
    return [str(order_id) for order_id in ids.tolist()]


def sku_ids(shop: Shop) -> list[str]:
    """TikTok's own id of each product's SKU."""
    products = range(len(shop.catalogue.products))
    return [str(1_729_400_000_000_000_000 + index * 71_993_317) for index in products]


def payment_methods(orders: Orders) -> list[str]:
    return [
        _COD if cod else _PREPAID[i]
        for cod, i in zip(
            orders.lifecycle.is_cod.tolist(), orders.prepaid_method.tolist(), strict=True
        )
    ]


def write_header(file: TextIOWrapper, window: Window) -> None:
    columns = layout(window)
    csv.writer(file, lineterminator="\r\n").writerow(columns)
    described = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    described.writerow([DESCRIPTIONS[column] for column in columns])


def write_rows(file: TextIOWrapper, shop: Shop, orders: Orders, window: Window) -> None:
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows(rows(shop, orders, window))


def rows(shop: Shop, orders: Orders, window: Window) -> Iterator[tuple[str, ...]]:
    """The block's lines as cells, in the order of the file's layout."""
    as_of = epoch(window.exported_at)
    of_order = _order_cells(shop, orders, as_of)
    of_line = _line_cells(shop, orders, as_of)
    order_of_line = orders.lines.order.tolist()
    columns: list[list[str]] = []
    for column in layout(window):
        if column in of_line:
            values = of_line[column]
        elif column in of_order:
            values = of_order[column]
            values = [values[i] for i in order_of_line]
        else:
            values = [""] * len(order_of_line)
        columns.append([v + "\t" if v else v for v in values] if column in _TABBED else values)
    return zip(*columns, strict=True)


Cells = dict[str, list[str]]


def _texts(values: Ints, spell: Callable[[int], str] = text.shortest_baht) -> list[str]:
    return [spell(value) for value in values.tolist()]


def _order_cells(shop: Shop, orders: Orders, as_of: int) -> Cells:
    """Cells that repeat on every row of an order."""
    draws = Draws(shop.parameters.seed, "files/tiktok_shop")
    life, number = orders.lifecycle, orders.number
    count = len(orders)
    stage = life.stage(as_of).tolist()
    who = people("tiktok_shop", shop.parameters.seed, orders.customer)
    refund = orders.stated_refund(as_of)
    zero = ["0"] * count

    kind = [""] * count
    cancelled_by = [""] * count
    reason = [""] * count
    early_reason = draws.below("reason", number, len(_REASONS)).tolist()
    for i in np.flatnonzero(orders.return_is_accepted(as_of)).tolist():
        kind[i] = "Return/Refund"
    for i in np.flatnonzero(life.is_cancelled(as_of)).tolist():
        kind[i] = "Cancel"
        if life.shipped[i] <= as_of:
            cancelled_by[i], reason[i] = "ระบบ", _REASON_FAILED
        elif not life.is_cod[i] and life.paid[i] > as_of:
            cancelled_by[i], reason[i] = "ระบบ", _REASON_UNPAID
        else:
            cancelled_by[i], reason[i] = "ผู้ซื้อ", _REASONS[early_reason[i]]

    message = [""] * count
    for i in np.flatnonzero(draws.happens("note", number, _NOTE_SHARE)).tolist():
        message[i] = f"ส่งด่วนนะคะ ติดต่อ {who.names[i]} 0{who.phones[i]}"
    tracking = [
        f"7{serial:013d}" if ready else ""
        for serial, ready in zip(
            scramble(number, 42, 23).tolist(), (life.ready <= as_of).tolist(), strict=True
        )
    ]
    return {
        "Order ID": order_ids(shop, orders),
        "Order Status": [STATUS_NAMES[code][0] for code in stage],
        "Order Substatus": [STATUS_NAMES[code][1] for code in stage],
        "Cancelation/Return Type": kind,
        "Normal or Pre-order": ["Normal"] * count,
        "Shipping Fee After Discount": _texts(orders.shipping_paid),
        "Original Shipping Fee": _texts(orders.shipping_fee),
        "Shipping Fee Seller Discount": zero,
        "Shipping Fee Platform Discount": _texts(orders.shipping_fee - orders.shipping_paid),
        "Distance Shipping Fee": zero,
        "Distance Fee": zero,
        "Payment platform discount": _texts(orders.payment_discount),
        "Taxes": zero,
        "Small Order Fee": zero,
        "Buyer Service Fee": zero,
        "Handling Fee": zero,
        "Shipping Insurance": zero,
        "Item Insurance": zero,
        "Order Amount": _texts(orders.buyer_total),
        # Nothing refunded is an empty cell.
        "Order Refund Amount": [text.shortest_baht(r) if r else "" for r in refund.tolist()],
        "Created Time": text.day_first_seconds(life.created, as_of),
        "Paid Time": text.day_first_seconds(life.paid, as_of),
        "RTS Time": text.day_first_seconds(life.ready, as_of),
        "Shipped Time": text.day_first_seconds(life.shipped, as_of),
        "Delivered Time": text.day_first_seconds(life.delivered, as_of),
        "Cancelled Time": text.day_first_seconds(life.cancelled, as_of),
        "Cancel By": cancelled_by,
        "Cancel Reason": reason,
        "Fulfillment Type": ["Fulfillment by seller"] * count,
        "Warehouse Name": ["คลังสินค้า บางนา"] * count,
        "Tracking ID": tracking,
        "Delivery Option": ["Standard shipping"] * count,
        "Shipping Provider Name": text.pick(_CARRIERS, draws.below("carrier", number, 3)),
        "Buyer Message": message,
        "Buyer Username": who.usernames,
        "Recipient": who.names,
        "Phone #": [f"(+66){phone}" for phone in who.phones],
        "Zipcode": [place.postal_code for place in who.places],
        "Country": ["Thailand"] * count,
        "Province": [place.province for place in who.places],
        "District": [place.district for place in who.places],
        "Regency and City": [place.district for place in who.places],
        "Districts": [place.subdistrict for place in who.places],
        "Detail Address": who.address_lines,
        "Payment Method": payment_methods(orders),
    }


def _line_cells(shop: Shop, orders: Orders, as_of: int) -> Cells:
    """Cells of the row itself."""
    lines, catalogue = orders.lines, shop.catalogue
    product = lines.product.tolist()
    price_list = shop.price_list[orders.day[lines.order]].tolist()
    typed_in = [catalogue.sku_is_typed_in(i) for i in range(len(catalogue.valid_from))]
    ids = sku_ids(shop)
    accepted = orders.return_is_accepted(as_of)[lines.order]
    package_ids = 1_150_000_000_000_000_000 + scramble(
        orders.number[lines.order] * 2 + lines.part, 50, 3
    )
    before = lines.unit_list_price * lines.quantity
    return {
        "SKU ID": [ids[i] for i in product],
        "Seller SKU": [
            catalogue.products[i].sku if typed_in[j][i] else ""
            for i, j in zip(product, price_list, strict=True)
        ],
        "Product Name": [catalogue.products[i].name for i in product],
        "Variation": [catalogue.products[i].variation for i in product],
        "Quantity": _texts(lines.quantity, str),
        "Sku Quantity of return": _texts(np.where(accepted, lines.returned_quantity, 0), str),
        "SKU Unit Original Price": _texts(lines.unit_list_price),
        "SKU Subtotal Before Discount": _texts(before),
        "SKU Platform Discount": _texts(lines.platform_discount),
        "SKU Seller Discount": _texts(before - lines.subtotal),
        "SKU Subtotal After Discount": _texts(lines.after_discounts),
        "Weight(kg)": [f"{0.12 * n:.2f}" for n in lines.quantity.tolist()],
        "Product Category": [catalogue.products[i].category for i in product],
        "Package ID": _texts(package_ids, str),
    }
