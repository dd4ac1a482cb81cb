"""LINE MyShop: `Order Report YYYYMMDD.xlsx`, and the seller's column map that teaches its headers.

What is known of the report is its name, its 40 columns, where seven of them stand (0 being the
first: 1 order, 3 date, 20 price, 22 SKU, 28 product, 31 quantity, 39 status) and how the date is
spelled. The other places and all headers are made up, and the status has plain English words; a
row per item, the order's own cells on each of its rows. By the map the seller has it read.

MyShop locks the workbook with a password. Here it is locked if there is one among the parameters,
with salts that are drawn anew each time: of a locked report the bytes differ from run to run.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from orchestration.simulate import text, writers
from orchestration.simulate.downloads import Download, TextFile
from orchestration.simulate.draws import Draws, Ints, scramble
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

SHEET = "Order Report"

# Header -> what the seller's map says it is; nothing for what the seller does not want to be kept.
_HEADERS = {
    "ลำดับ": "",
    "หมายเลขออเดอร์": "order_id",
    "ช่องทางการขาย": "",
    "วันที่สั่งซื้อ": "created_at",
    "วันที่ชำระเงิน": "paid_at",
    "วันที่จัดส่ง": "shipped_at",
    "วันที่สำเร็จ": "completed_at",
    "วันที่ยกเลิก": "cancelled_at",
    "เหตุผลที่ยกเลิก": "",
    "ชื่อบัญชี LINE": "",
    "ชื่อผู้รับสินค้า": "",
    "เบอร์โทรผู้รับ": "buyer_id",  # who has no account of the shop is known by the phone
    "อีเมลผู้รับ": "",
    "ที่อยู่จัดส่งสินค้า": "",
    "แขวง / ตำบล": "",
    "เขต / อำเภอ": "",
    "จังหวัดที่จัดส่ง": "province",
    "รหัสไปรษณีย์ผู้รับ": "",
    "ประเทศที่จัดส่ง": "country",
    "วิธีชำระเงิน": "payment_method",
    "ราคาต่อชิ้น": "unit_price",
    "ราคารวมของรายการ": "line_amount",
    "รหัส SKU": "sku",
    "บาร์โค้ดสินค้า": "",
    "หมวดหมู่สินค้า": "",
    "ตัวเลือกที่ 1": "variation_name",
    "ตัวเลือกที่ 2": "",
    "น้ำหนัก (กรัม)": "",
    "รายการสินค้า": "product_name",
    "ส่วนลดร้านค้า": "discount_amount",
    "ชื่อคูปอง": "",
    "จำนวนชิ้น": "quantity",
    "จำนวนชิ้นที่คืน": "returned_quantity",
    "ค่าส่งที่เก็บจากลูกค้า": "shipping_amount",
    "ยอดสุทธิ": "order_amount",
    "ยอดที่คืนเงิน": "refund_amount",
    "บริษัทขนส่ง": "",
    "เลขพัสดุ": "",
    "หมายเหตุจากลูกค้า": "",
    "สถานะออเดอร์": "order_status",
}
COLUMNS = tuple(_HEADERS)
MAP = "_maps/line_myshop_orders.yml"

STATUS_NAMES = {
    UNPAID_YET: "unpaid",
    TO_SHIP: "to_ship",
    READY_TO_SHIP: "to_ship",
    SHIPPING: "shipped",
    DELIVERED: "delivered",
    CLOSED: "completed",
    CANCELLED: "cancelled",
}
_COD = "เก็บเงินปลายทาง"
_PREPAID = ("พร้อมเพย์", "โอนเงินผ่านธนาคาร")
_CARRIERS = ("Flash Express", "ไปรษณีย์ไทย - EMS", "J&T Express")
_NOTE_SHARE = 0.10

Cells = dict[str, list[str | None]]


def downloads(shop: Shop, truth: Truth) -> Iterator[Download]:
    """The reports, locked where the seller gives a password, and the map."""
    password = shop.parameters.workbook_password
    report = Report("line_oa", "line-myshop", SHEET, COLUMNS, file_name, rows, password)
    yield from report.downloads(shop, truth)
    yield TextFile(MAP, write_map)


def file_name(window: Window, part: int = 1, parts: int = 1) -> str:
    """The download's name: the day of the export is all it tells."""
    suffix = "" if parts == 1 else f"_part_{part}_of_{parts}"
    return f"Order Report {window.exported_at:%Y%m%d}{suffix}.xlsx"


def write_map(path: Path) -> None:
    """Which header is which, as the seller taught it."""
    with writers.text_file(path) as file:
        file.write("# LINE MyShop: คอลัมน์ของ Order Report\n")
        file.write("platform: line_oa\nentity: myshop_orders\nheaders:\n")
        file.writelines(f"  {name}: {header}\n" for header, name in _HEADERS.items() if name)
        file.write("not_kept:\n")
        file.writelines(f"  - {header}\n" for header, name in _HEADERS.items() if not name)


def order_ids(shop: Shop, orders: Orders) -> list[str]:
    """The day and ten digits."""
    days = [f"{shop.parameters.day(i):%Y%m%d}" for i in range(shop.parameters.day_count)]
    serials = scramble(orders.number, 32, shop.parameters.seed * 49_979_687).tolist()
    return [
        f"{days[day]}{serial:010d}"
        for day, serial in zip(orders.day.tolist(), serials, strict=True)
    ]


def rows(shop: Shop, orders: Orders, window: Window) -> pa.Table:
    """The block's items as cells of text, in the order of COLUMNS; null is an empty cell."""
    as_of = epoch(window.exported_at)
    order_of_line = pa.array(orders.lines.order)
    cells: dict[str, pa.Array] = {
        header: pa.array(values, pa.string()).take(order_of_line)
        for header, values in _order_cells(shop, orders, as_of).items()
    } | {
        header: pa.array(values, pa.string())
        for header, values in _line_cells(shop, orders, as_of).items()
    }
    empty = pa.nulls(len(orders.lines.order), pa.string())
    return pa.table([cells.get(header, empty) for header in COLUMNS], names=list(COLUMNS))


def _texts(values: Ints, spell: Callable[[int], str] = text.baht_with_commas) -> list[str | None]:
    return [spell(value) for value in values.tolist()]


def _order_cells(shop: Shop, orders: Orders, as_of: int) -> Cells:
    """Cells that repeat on every item of an order."""
    draws = Draws(shop.parameters.seed, "files/line_oa")
    life, number, count = orders.lifecycle, orders.number, len(orders)
    who = people("line_oa", shop.parameters.seed, orders.customer)
    notes: list[str | None] = [None] * count
    for i in np.flatnonzero(draws.happens("note", number, _NOTE_SHARE)).tolist():
        notes[i] = f"โอนแล้วนะคะ ชื่อ{who.names[i]} โทร 0{who.phones[i]}"
    reasons: list[str | None] = [None] * count
    for i in np.flatnonzero(life.is_cancelled(as_of)).tolist():
        reasons[i] = "จัดส่งไม่สำเร็จ" if life.shipped[i] <= as_of else "ลูกค้าขอยกเลิก"
    refunds = orders.stated_refund(as_of).tolist()
    return {
        "หมายเลขออเดอร์": list(order_ids(shop, orders)),
        "ช่องทางการขาย": ["LINE SHOPPING"] * count,
        "วันที่สั่งซื้อ": text.compact_minutes(life.created, as_of),
        "วันที่ชำระเงิน": text.compact_minutes(life.paid, as_of),
        "วันที่จัดส่ง": text.compact_minutes(life.shipped, as_of),
        "วันที่สำเร็จ": text.compact_minutes(life.completed, as_of),
        "วันที่ยกเลิก": text.compact_minutes(life.cancelled, as_of),
        "เหตุผลที่ยกเลิก": reasons,
        "ชื่อบัญชี LINE": list(who.usernames),
        "ชื่อผู้รับสินค้า": list(who.names),
        "เบอร์โทรผู้รับ": [f"0{phone}" for phone in who.phones],
        "ที่อยู่จัดส่งสินค้า": list(who.address_lines),
        "แขวง / ตำบล": [place.subdistrict for place in who.places],
        "เขต / อำเภอ": [place.district for place in who.places],
        "จังหวัดที่จัดส่ง": [place.province for place in who.places],
        "รหัสไปรษณีย์ผู้รับ": [place.postal_code for place in who.places],
        "ประเทศที่จัดส่ง": ["Thailand"] * count,
        "วิธีชำระเงิน": [
            _COD if cod else _PREPAID[i]
            for cod, i in zip(life.is_cod.tolist(), orders.prepaid_method.tolist(), strict=True)
        ],
        "ส่วนลดร้านค้า": _texts(orders.seller_voucher),
        "ชื่อคูปอง": ["คูปองเพื่อน LINE" if worth else None for worth in orders.seller_voucher.tolist()],
        "ค่าส่งที่เก็บจากลูกค้า": _texts(orders.shipping_paid),
        "ยอดสุทธิ": _texts(orders.buyer_total),
        "ยอดที่คืนเงิน": [text.baht_with_commas(refund) if refund else None for refund in refunds],
        "บริษัทขนส่ง": list(text.pick(_CARRIERS, draws.below("carrier", number, 3))),
        "เลขพัสดุ": [
            f"TH{serial:012d}" if ready else None
            for serial, ready in zip(
                scramble(number, 38, 41).tolist(), (life.ready <= as_of).tolist(), strict=True
            )
        ],
        "หมายเหตุจากลูกค้า": notes,
        "สถานะออเดอร์": [STATUS_NAMES[code] for code in life.stage(as_of).tolist()],
    }


def _line_cells(shop: Shop, orders: Orders, as_of: int) -> Cells:
    """Cells of the item itself."""
    lines, products = orders.lines, shop.catalogue.products
    product = lines.product.tolist()
    price_list = shop.price_list[orders.day[lines.order]].tolist()
    typed_in = [shop.catalogue.sku_is_typed_in(i) for i in range(len(shop.catalogue.valid_from))]
    came_back = orders.return_is_accepted(as_of)[lines.order]
    return {
        "ราคาต่อชิ้น": _texts(lines.unit_price),
        "ราคารวมของรายการ": _texts(lines.subtotal),
        "รหัส SKU": [
            products[i].sku if typed_in[j][i] else None
            for i, j in zip(product, price_list, strict=True)
        ],
        "หมวดหมู่สินค้า": [products[i].category for i in product],
        "ตัวเลือกที่ 1": [products[i].variation for i in product],
        "รายการสินค้า": [products[i].name for i in product],
        "จำนวนชิ้น": _texts(lines.quantity, str),
        "จำนวนชิ้นที่คืน": _texts(np.where(came_back, lines.returned_quantity, 0), str),
    }
