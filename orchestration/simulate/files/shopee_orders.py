"""Shopee Seller Centre: `Order.all.YYYYMMDD_YYYYMMDD.xlsx`, Thai, 74 columns.

One row per item line; the order's own money is repeated on each of its lines.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from orchestration.simulate import text
from orchestration.simulate.downloads import Workbook
from orchestration.simulate.draws import Draws, Ints, half_up, scramble
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

SHEET = "orders"

ORDER_ID = "หมายเลขคำสั่งซื้อ"
STATUS = "สถานะการสั่งซื้อ"
CANCEL_REASON = "เหตุผลในการยกเลิกคำสั่งซื้อ"
RETURN_STATUS = "สถานะการคืนเงินหรือคืนสินค้า"
SELLER_VOUCHER = "โค้ดส่วนลดชำระโดยผู้ขาย"
PLATFORM_VOUCHER = (
    "โค้ดส่วนลดชำระโดย Shopee (เช่น โค้ดจากโปรแกรม ร้านโค้ดคุ้ม, โค้ดส่วนลด Shopee, โค้ดส่วนลด Shopee Mall)"
)

# In the export's order. The last three address names appear twice: delivery, then tax invoice.
COLUMNS = (
    ORDER_ID,
    STATUS,
    "Hot Listing",
    CANCEL_REASON,
    RETURN_STATUS,
    "ชื่อผู้ใช้ (ผู้ซื้อ)",
    "วันที่ทำการสั่งซื้อ",
    "เวลาการชำระสินค้า",
    "ช่องทางการชำระเงิน",
    "ช่องทางการชำระเงิน (รายละเอียด)",
    "แผนการผ่อนชำระ",
    "ค่าธรรมเนียม (%)",
    "ตัวเลือกการจัดส่ง",
    "วิธีการจัดส่ง",
    "*หมายเลขติดตามพัสดุ",
    "วันที่คาดว่าจะทำการจัดส่งสินค้า",
    "เวลาส่งสินค้า",
    "เลขอ้างอิง Parent SKU",
    "ชื่อสินค้า",
    "เลขอ้างอิง SKU (SKU Reference No.)",
    "ชื่อตัวเลือก",
    "ราคาตั้งต้น",
    "ราคาขาย",
    "จำนวน",
    "จำนวนที่ส่งคืน",
    "ราคาขายสุทธิ",
    "ส่วนลดจาก Shopee",
    SELLER_VOUCHER,
    "โค้ด Coins Cashback ชำระโดยผู้ขาย",
    PLATFORM_VOUCHER,
    "โค้ดส่วนลด",
    "เข้าร่วมแคมเปญ bundle deal หรือไม่",
    "ส่วนลด bundle deal ชำระโดยผู้ขาย",
    "ส่วนลด bundle deal ชำระโดย Shopee",
    "ส่วนลดจากการใช้เหรียญ",
    "โปรโมชั่นช่องทางชำระเงินทั้งหมด",
    "ส่วนลดเครื่องเก่าแลกใหม่",
    "โบนัสส่วนลดเครื่องเก่าแลกใหม่",
    "ค่าคอมมิชชั่น",
    "Transaction Fee",
    "ราคาสินค้าที่ชำระโดยผู้ซื้อ (THB)",
    "ค่าจัดส่งที่ชำระโดยผู้ซื้อ",
    "ค่าจัดส่งที่ Shopee ออกให้โดยประมาณ",
    "ค่าจัดส่งสินค้าคืน",
    "ค่าบริการ",
    "จำนวนเงินทั้งหมด",
    "ค่าจัดส่งโดยประมาณ",
    "โบนัสส่วนลดเครื่องเก่าแลกใหม่จากผู้ขาย",
    "ชื่อผู้รับ",
    "หมายเลขโทรศัพท์",
    "หมายเหตุจากผู้ซื้อ",
    "ที่อยู่ในการจัดส่ง",
    "ประเทศ",
    "จังหวัด",
    "เขต/อำเภอ",
    "รหัสไปรษณีย์",
    "ประเภทคำสั่งซื้อ",
    "เวลาที่ทำการสั่งซื้อสำเร็จ",
    "บันทึก",
    "ผู้ซื้อร้องขอใบกำกับภาษี",
    "ประเภทใบกำกับภาษี",
    "ชื่อ",
    "ประเภทสาขา",
    "ชื่อสาขา",
    "รหัสประจำสาขา",
    "ที่อยู่สำหรับออกใบกำกับภาษีแบบเต็มรูป",
    "รายละเอียดที่อยู่",
    "แขวง/ตำบล",
    "เขต/อำเภอ",
    "จังหวัด",
    "รหัสไปรษณีย์",
    "หมายเลขประจำตัวผู้เสียภาษี",
    "หมายเลขโทรศัพท์สำหรับออกใบกำกับภาษี",
    "อีเมลสำหรับรับใบกำกับภาษี",
)

STATUS_NAMES = {
    UNPAID_YET: "ยังไม่ชำระ",
    TO_SHIP: "ที่ต้องจัดส่ง",
    READY_TO_SHIP: "ที่ต้องจัดส่ง",
    SHIPPING: "กำลังจัดส่ง",
    DELIVERED: "จัดส่งสำเร็จแล้ว",
    CLOSED: "สำเร็จแล้ว",
    CANCELLED: "ยกเลิกแล้ว",
}
RETURN_ACCEPTED = "คำขอได้รับการยอมรับแล้ว"

# Free text in the export; the reference lists no vocabulary for it.
_COD = "เก็บเงินปลายทาง"
_PREPAID = ("QR พร้อมเพย์", "ShopeePay", "บัตรเครดิต/บัตรเดบิต", "SPayLater")
_CARRIERS = ("SPX Express", "Flash Express", "Kerry Express", "ไปรษณีย์ไทย - EMS")
_REASONS = (
    "ยกเลิกโดยผู้ซื้อ เหตุผล: เปลี่ยนใจ",
    "ยกเลิกโดยผู้ซื้อ เหตุผล: ต้องการเปลี่ยนที่อยู่จัดส่ง",
    "ยกเลิกโดยผู้ซื้อ เหตุผล: พบราคาที่ถูกกว่า",
)
_REASON_UNPAID = "ยกเลิกโดยระบบ เหตุผล: ไม่ได้ชำระเงินภายในเวลาที่กำหนด"
_REASON_FAILED = "ยกเลิกโดยระบบ เหตุผล: จัดส่งไม่สำเร็จ"

_ID_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # 32 of them: five bits each
TRANSACTION_FEE_BASIS_POINTS = 321
COMMISSION_PCT, SERVICE_PCT = 8, 5
_TAX_INVOICE_SHARE = 0.015
_NOTE_SHARE = 0.07


@dataclass(frozen=True)
class Fees:
    """What Shopee charges per order, in satang."""

    commission: Ints
    service: Ints
    transaction: Ints


def fees(goods: Ints, charged: Ints) -> Fees:
    """Commission and service fee go by the goods, the transaction fee by what the buyer pays."""
    return Fees(
        commission=half_up(goods * COMMISSION_PCT, 100),
        service=half_up(goods * SERVICE_PCT, 100),
        transaction=half_up(charged * TRANSACTION_FEE_BASIS_POINTS, 10_000),
    )


def downloads(shop: Shop, truth: Truth) -> Iterator[Workbook]:
    report = Report("shopee", "shopee", SHEET, COLUMNS, file_name, rows)
    return report.downloads(shop, truth)


def file_name(window: Window, part: int = 1, parts: int = 1) -> str:
    """The download's name; big reports come in numbered parts."""
    suffix = "" if parts == 1 else f"_part_{part}_of_{parts}"
    return f"Order.all.{window.first:%Y%m%d}_{window.last:%Y%m%d}{suffix}.xlsx"


def has_thousands_commas(window: Window) -> bool:
    """Some months' files group thousands and others do not."""
    return window.last.month % 3 == 0


def order_ids(shop: Shop, orders: Orders) -> list[str]:
    """`YYMMDD` and eight letters or digits, unique by construction."""
    prefixes = [shop.parameters.day(i).strftime("%y%m%d") for i in range(len(shop.price_list))]
    codes = scramble(orders.number, 40, shop.parameters.seed * 7_919)
    letters = np.frombuffer(_ID_LETTERS.encode(), dtype="S1")
    shifts = np.arange(35, -1, -5)
    suffixes = letters[(codes[:, None] >> shifts) & 31].view("S8").ravel().astype("U8").tolist()
    return [
        prefixes[day] + suffix for day, suffix in zip(orders.day.tolist(), suffixes, strict=True)
    ]


def rows(shop: Shop, orders: Orders, window: Window) -> pa.Table:
    """The block's lines as cells of text, in the order of COLUMNS; null is an empty cell."""
    as_of = epoch(window.exported_at)
    money = text.baht_with_commas if has_thousands_commas(window) else text.baht
    of_order = _order_cells(shop, orders, as_of, money)
    of_line = _line_cells(shop, orders, as_of, money)
    order_of_line = pa.array(orders.lines.order)
    empty = pa.nulls(len(orders.lines.order), pa.string())
    cells = [empty] * len(COLUMNS)
    for position, values in of_order.items():
        cells[position] = pa.array(values, pa.string()).take(order_of_line)
    for position, values in of_line.items():
        cells[position] = pa.array(values, pa.string())
    return pa.table(cells, names=[str(position) for position in range(len(COLUMNS))])


Cells = dict[int, list[str | None]]


def _texts(values: Ints, spell: Callable[[int], str]) -> list[str | None]:
    return [spell(value) for value in values.tolist()]


def _order_cells(shop: Shop, orders: Orders, as_of: int, money: Callable[[int], str]) -> Cells:
    """Cells that repeat on every line of an order, by position in COLUMNS."""
    draws = Draws(shop.parameters.seed, "files/shopee")
    life, number = orders.lifecycle, orders.number
    count = len(orders)
    stage = life.stage(as_of)
    cancelled = stage == CANCELLED
    who = people("shopee", shop.parameters.seed, orders.customer)
    zero: list[str | None] = [money(0)] * count

    # Fees are estimates at export time, and nothing is charged for a cancelled order.
    estimated = fees(
        np.where(cancelled, 0, orders.gmv - orders.seller_voucher),
        np.where(cancelled, 0, orders.buyer_total),
    )
    goods_paid = orders.buyer_total - orders.shipping_paid

    early_reason = draws.below("reason", number, len(_REASONS)).tolist()
    reasons: list[str | None] = [None] * count
    for i in np.flatnonzero(cancelled).tolist():
        if life.shipped[i] <= as_of:
            reasons[i] = _REASON_FAILED
        elif not life.is_cod[i] and life.paid[i] > as_of:
            reasons[i] = _REASON_UNPAID
        else:
            reasons[i] = _REASONS[early_reason[i]]

    tracking: list[str | None] = [
        f"TH{serial:012d}{letter}" if ready else None
        for serial, letter, ready in zip(
            scramble(number, 38, 11).tolist(),
            text.pick("ABCDEFGH", draws.below("tracking", number, 8)),
            (life.ready <= as_of).tolist(),
            strict=True,
        )
    ]
    carrier: list[str | None] = list(text.pick(_CARRIERS, draws.below("carrier", number, 4)))
    method: list[str | None] = [
        _COD if cod else _PREPAID[i]
        for cod, i in zip(life.is_cod.tolist(), orders.prepaid_method.tolist(), strict=True)
    ]
    codes: list[str | None] = [
        ",".join(
            name for name, worth in (("PIWSAI" + str(own // 100), own), ("SPX12", other)) if worth
        )
        or None
        for own, other in zip(
            orders.seller_voucher.tolist(), orders.platform_voucher.tolist(), strict=True
        )
    ]
    address: list[str | None] = [
        f"{line} แขวง/ตำบล{place.subdistrict} {place.district} {place.province} {place.postal_code}"
        for line, place in zip(who.address_lines, who.places, strict=True)
    ]
    phones: list[str | None] = [f"66{phone}" for phone in who.phones]
    provinces: list[str | None] = [place.province for place in who.places]
    districts: list[str | None] = [place.district for place in who.places]
    postal_codes: list[str | None] = [place.postal_code for place in who.places]

    notes: list[str | None] = [None] * count
    for i in np.flatnonzero(draws.happens("note", number, _NOTE_SHARE)).tolist():
        notes[i] = f"โทรก่อนส่งที่เบอร์ 0{who.phones[i]} ฝากไว้กับ{who.names[i]}ได้ค่ะ"

    cells: Cells = {
        0: list(order_ids(shop, orders)),
        1: [STATUS_NAMES[code] for code in stage.tolist()],
        2: ["N"] * count,
        3: reasons,
        5: list(who.usernames),
        6: text.iso_minutes(life.created, as_of),
        7: text.iso_minutes(life.paid, as_of),
        8: method,
        11: [f"{TRANSACTION_FEE_BASIS_POINTS / 100:.2f}%"] * count,
        12: carrier,
        13: ["Dropoff"] * count,
        14: tracking,
        15: text.iso_minutes(life.created + 3 * 86_400, 2**61),
        16: text.iso_minutes(life.shipped, as_of),
        27: _texts(orders.seller_voucher, money),
        28: zero,
        29: _texts(orders.platform_voucher, money),
        30: codes,
        34: _texts(orders.coins, money),
        35: zero,
        36: zero,
        37: zero,
        38: _texts(estimated.commission, money),
        39: _texts(estimated.transaction, money),
        40: _texts(goods_paid, money),
        41: _texts(orders.shipping_paid, money),
        42: _texts(orders.shipping_fee - orders.shipping_paid, money),
        43: zero,
        44: _texts(estimated.service, money),
        45: _texts(orders.buyer_total, money),
        46: _texts(orders.shipping_fee, money),
        47: zero,
        48: list(who.names),
        49: phones,
        50: notes,
        51: address,
        52: ["TH"] * count,
        53: provinces,
        54: districts,
        55: postal_codes,
        57: text.iso_minutes(life.completed, as_of),
        59: ["N"] * count,
    }
    _add_tax_invoices(cells, draws, orders)
    return cells


def _add_tax_invoices(cells: Cells, draws: Draws, orders: Orders) -> None:
    """A few buyers ask for a full tax invoice, and give their data a second time."""
    asking = draws.happens("tax invoice", orders.customer, _TAX_INVOICE_SHARE)
    tax_ids = scramble(orders.customer, 42, 5).tolist()
    copies = {61: 48, 65: 51, 68: 54, 69: 53, 70: 55, 72: 49}
    for position in (*copies, 71, 73):
        cells[position] = [None] * len(orders)
    for i in np.flatnonzero(asking).tolist():
        cells[59][i] = "Y"
        for position, source in copies.items():
            cells[position][i] = cells[source][i]
        cells[71][i] = f"{tax_ids[i]:013d}"
        cells[73][i] = f"{cells[5][i]}@example.com"


def _line_cells(shop: Shop, orders: Orders, as_of: int, money: Callable[[int], str]) -> Cells:
    """Cells of the line itself, by position in COLUMNS."""
    lines, products = orders.lines, shop.catalogue.products
    is_returned = orders.return_is_accepted(as_of)[lines.order] & (lines.returned_quantity > 0)
    typed_in = [shop.catalogue.sku_is_typed_in(i) for i in range(len(shop.catalogue.valid_from))]
    price_list = shop.price_list[orders.day[lines.order]]
    zero: list[str | None] = [money(0)] * len(lines.order)
    return {
        4: [RETURN_ACCEPTED if accepted else None for accepted in is_returned.tolist()],
        17: [products[i].parent_sku for i in lines.product.tolist()],
        18: [products[i].name for i in lines.product.tolist()],
        19: [
            products[i].sku if typed_in[j][i] else None
            for i, j in zip(lines.product.tolist(), price_list.tolist(), strict=True)
        ],
        20: [products[i].variation for i in lines.product.tolist()],
        21: _texts(lines.unit_list_price, money),
        22: _texts(lines.unit_price, money),
        23: _texts(lines.quantity, str),
        24: _texts(np.where(is_returned, lines.returned_quantity, 0), str),
        25: _texts(lines.subtotal, money),
        26: zero,
        31: ["N"] * len(lines.order),
        32: zero,
        33: zero,
    }
