"""Shopee Seller Centre: requests for returns, `Order.return_refund_cancel.….xls`, Thai.

The file is a workbook of the newer kind whatever its name says. It is asked for by the days of the
orders, so a request is told again, with its newest state, until its order is too old. A row per
returned line; the refund is the whole request's and repeated on each of its rows.
"""

from collections.abc import Iterator
from functools import partial

import numpy as np
import pyarrow as pa

from orchestration.simulate import text
from orchestration.simulate.downloads import Workbook, text_table
from orchestration.simulate.draws import Ints, scramble
from orchestration.simulate.files import shopee_orders
from orchestration.simulate.truth import Truth
from orchestration.simulate.windows import Window, shopee_returns_windows
from orchestration.simulate.world import return_requests
from orchestration.simulate.world.customers import people
from orchestration.simulate.world.orders import Orders, orders_between
from orchestration.simulate.world.shop import Shop, epoch

SHEET = "orders"
# In the export's order; names of addresses appear twice: of the delivery, and of the return.
COLUMNS = (
    "หมายเลขคำขอคืนเงิน/คืนสินค้า",
    "หมายเลขคำสั่งซื้อ",
    "วันที่สร้างคำสั่งซื้อ",
    "ชื่อผู้ใช้ (ผู้ซื้อ)",
    "ชื่อสินค้า",
    "Parent SKU",
    "ชื่อตัวเลือกสินค้า",
    "เลข SKU",
    "ราคาต่อชิ้น",
    "เวลายื่นคำขอคืนเงิน/คืนสินค้า",
    "สถานะการคืนเงินหรือคืนสินค้า",
    "ประเภทการคืนสินค้า",
    "จำนวนสินค้าคืน",
    "ข้อเสนอการคืนเงิน/คืนสินค้า",
    "เหตุผลในการขอคืนสินค้า",
    "หมายเหตุในการคืนสินค้า",
    "จำนวนเงินคืนทั้งหมด",
    "เวลาที่คืนเงิน",
    "ส่งสินค้าคืนไปยังคลังสินค้าของ Shopee",
    "ช่องทางการส่งสินค้าคืน",
    "หมายเลขติดตามพัสดุสำหรับส่งคืน",
    "สถานะการส่งสินค้าคืน",
    "เวลาที่จัดส่งสินค้าคืนสำเร็จ",
    "ที่อยู่ในการจัดส่ง",
    "จังหวัด",
    "เขต/อำเภอ",
    "รหัสไปรษณีย์",
    "หมายเลขโทรศัพท์",
    "ที่อยู่ในการเข้ารับสินค้า",
    "จังหวัด",
    "อำเภอ/เขต",
    "รหัสไปรษณีย์",
    "Buyer contact number",
    "ผู้ขายสามารถยื่นข้อพิพาทได้ภายใน",
    "เหตุุผลในการยื่นข้อพิพาท",
    "หมายเหตุจากผู้ขาย",
    "เงินชดเชยให้ผู้ขาย (จากการชนะข้อพิพาท/ปรับค่า Seller Balance)",
    "ช่องทางการจัดส่งจากผู้ขาย",
    "หมายเลขติดตามพัสดุจากผู้ขาย",
    "จำนวนเงินทั้งหมด",
    "ช่องทางการชำระเงิน",
    "หมายเหตุจากผู้ซื้อ",
    "Hot Listing",
    "สถานะการเคลมค่าจัดส่ง",
    "รายรับจากคำสั่งซื้อ",
    "ค่าจัดส่งตามจริง คิดโดยผู้ให้บริการขนส่ง",
    "ค่าจัดส่งสินค้าคืน",
    "เหตุผลในการคืนสินค้าที่ได้รับการประเมินใหม่",
)
PENDING, REFUNDED, WITHDRAWN = "รอการตรวจสอบ", "คืนเงินแล้ว", "ยกเลิกคำขอ"
_REASONS = ("ได้รับสินค้าผิด", "สินค้าชำรุด", "ได้รับสินค้าไม่ครบ", "สินค้าไม่ตรงตามคำอธิบาย", "เปลี่ยนใจ")
_ID_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GOODS_TOO = "คืนเงินและคืนสินค้า"
_CAME_BACK = "จัดส่งสินค้าคืนสำเร็จ"


def downloads(shop: Shop, truth: Truth) -> Iterator[Workbook]:
    """The requests about the orders of a month and the one before."""
    for window in shopee_returns_windows(shop.parameters):
        yield Workbook(
            folder="shopee-returns",
            name=partial(file_name, window),
            sheet=SHEET,
            header=COLUMNS,
            tables=partial(_tables, shop, window),
        )


def file_name(window: Window, part: int = 1, parts: int = 1) -> str:
    suffix = "" if parts == 1 else f"_part_{part}_of_{parts}"
    days = f"{window.first:%Y%m%d}_{window.last:%Y%m%d}"
    return f"Order.return_refund_cancel.{days}{suffix}.xls"


def _tables(shop: Shop, window: Window) -> Iterator[pa.Table]:
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    for orders in orders_between(shop, "shopee", first, last):
        yield _table(shop, orders, epoch(window.exported_at))


def _return_ids(requested: Ints, numbers: Ints) -> list[str]:
    """`YYMMDD` of the request and seven letters or digits."""
    days = np.datetime_as_string((requested // 86_400).astype("datetime64[D]")).tolist()
    codes = scramble(numbers, 34, 41).tolist()
    prefixes = [day[2:].replace("-", "") for day in days]
    return [
        prefix + "".join(_ID_LETTERS[code >> shift & 31] for shift in range(30, -1, -5))
        for prefix, code in zip(prefixes, codes, strict=True)
    ]


def _table(shop: Shop, orders: Orders, as_of: int) -> pa.Table:
    requests = return_requests.requests_of(shop, orders)
    pieces = return_requests.returned_pieces(orders, requests)
    asked = requests.requested <= as_of
    line = np.flatnonzero(asked[orders.lines.order] & (pieces > 0))
    order = orders.lines.order[line]
    lines, products = orders.lines, shop.catalogue.products
    product = lines.product[line].tolist()
    price_list = shop.price_list[orders.day[order]].tolist()
    typed_in = [shop.catalogue.sku_is_typed_in(i) for i in range(len(shop.catalogue.valid_from))]
    count = len(line)

    refund = orders.per_order(lines.unit_price * pieces)[order]
    refunded = requests.refunded[order] <= as_of
    withdrawn = requests.withdrawn[order] <= as_of
    states = np.where(refunded, 1, np.where(withdrawn, 2, 0))
    who = people("shopee", shop.parameters.seed, orders.customer[order])
    refunded_at = text.iso_minutes(requests.refunded[order], as_of)
    came_back = text.iso_minutes(requests.refunded[order] - 12 * 3_600, as_of)
    order_ids = shopee_orders.order_ids(shop, orders)
    phones = [f"66{phone}" for phone in who.phones]
    filled: dict[int, list[str | None]] = {
        0: list(_return_ids(requests.requested[order], orders.number[order])),
        1: [order_ids[i] for i in order.tolist()],
        2: text.iso_minutes(orders.lifecycle.created[order], as_of),
        3: list(who.usernames),
        4: [products[i].name for i in product],
        5: [products[i].parent_sku for i in product],
        6: [products[i].variation for i in product],
        7: [
            products[i].sku if typed_in[j][i] else None
            for i, j in zip(product, price_list, strict=True)
        ],
        8: [text.baht_with_commas(price) for price in lines.unit_price[line].tolist()],
        9: text.iso_minutes(requests.requested[order], as_of),
        10: list(text.pick((PENDING, REFUNDED, WITHDRAWN), states)),
        12: [str(number) for number in pieces[line].tolist()],
        13: [_GOODS_TOO] * count,
        14: list(text.pick(_REASONS, requests.reason[order])),
        15: [
            f"ติดต่อ{name} 0{phone}" if reason == 0 else None
            for name, phone, reason in zip(
                who.names, who.phones, requests.reason[order].tolist(), strict=True
            )
        ],
        16: [text.baht_with_commas(amount) for amount in refund.tolist()],
        17: [moment or "-" for moment in refunded_at],
        20: [f"RTH{code:010d}" for code in scramble(orders.number[order], 32, 43).tolist()],
        21: [_CAME_BACK if moment else None for moment in came_back],
        22: came_back,
        23: list(who.address_lines),
        24: [place.province for place in who.places],
        25: [place.district for place in who.places],
        26: [place.postal_code for place in who.places],
        27: list(phones),
        29: [place.province for place in who.places],
        32: list(phones),
        39: [text.baht_with_commas(total) for total in orders.buyer_total[order].tolist()],
        42: ["N"] * count,
    }
    nothing: list[str | None] = [None] * count
    return text_table(filled.get(position, nothing) for position in range(len(COLUMNS)))
