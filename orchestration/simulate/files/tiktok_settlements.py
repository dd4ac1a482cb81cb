"""TikTok Shop settlements, Thai: `income_YYYYMMDDhhmmss.xlsx`, a file per month of settlement.

One row per settled order; with an accepted return the order settles a second time, in the negative.
Fees are negative. Four columns are sums of others: added to them, they count twice.
"""

from collections.abc import Iterator
from functools import partial

import numpy as np
import pyarrow as pa

from orchestration.simulate import text
from orchestration.simulate.downloads import Workbook
from orchestration.simulate.draws import Flags, Ints, half_up
from orchestration.simulate.files import tiktok_orders
from orchestration.simulate.truth import Truth
from orchestration.simulate.windows import Window, month_windows
from orchestration.simulate.world import creators, payouts
from orchestration.simulate.world.orders import Orders
from orchestration.simulate.world.shop import Shop

SHEET = "รายละเอียดคำสั่งซื้อ"
NET = "จำนวนเงินที่ชำระทั้งหมด"
_TRANSACTION = "ค่าธรรมเนียมคำสั่งซื้อ"
_COMMISSION = "ค่าคอมมิชชั่น TikTok Shop"
_AFFILIATE = "ค่าคอมมิชชั่นแอฟฟิลิเอต"
_INFRASTRUCTURE = "ค่าธรรมเนียมโครงสร้างพื้นฐาน"
_BEFORE, _DISCOUNT = "ยอดรวมค่าสินค้าก่อนหักส่วนลด", "ส่วนลดจากร้านค้า"
_REFUND_BEFORE, _REFUND_DISCOUNT = "ยอดรวมเงินคืนก่อนหักส่วนลดจากร้านค้า", "เงินคืนจากส่วนลดร้านค้า"
_CARRIER = "ค่าธรรมเนียมการจัดส่งจริง"
_SHIPPING_DISCOUNT = "ส่วนลดค่าธรรมเนียมการจัดส่งจากแพลตฟอร์ม"
_SHIPPING_PAID = "ค่าธรรมเนียมการจัดส่งของลูกค้า"

_REVENUE, _FEES = "รายได้รวม", "ค่าธรรมเนียมทั้งหมด"
_AFTER = "ยอดรวมค่าสินค้าหลังหักส่วนลดจากผู้ขาย"
_REFUND_AFTER = "ยอดรวมเงินคืนหลังหักส่วนลดจากร้านค้า"
_SHIPPING = "ยอดรวมค่าจัดส่งที่ร้านค้าจ่ายจริง"

_MONEY = (
    NET,
    _REVENUE,
    _AFTER,
    _BEFORE,
    _DISCOUNT,
    _REFUND_AFTER,
    _REFUND_BEFORE,
    _REFUND_DISCOUNT,
    _FEES,
    _TRANSACTION,
    _COMMISSION,
    "การผ่อนชำระด้วยบัตรเครดิต - มีอัตราดอกเบี้ย",
    _SHIPPING,
    _CARRIER,
    _SHIPPING_DISCOUNT,
    _SHIPPING_PAID,
    "เงินสนับสนุนการจัดส่ง",
    "ค่าธรรมเนียมการจัดส่งสินค้าคืนตามจริง",
    "เงินคืนสำหรับค่าจัดส่ง",
    _AFFILIATE,
    "ค่าคอมมิชชั่นของพาร์ทเนอร์แอฟฟิลิเอต",
    "ค่าคอมมิชชั่นโฆษณาร้านค้าแอฟฟิลิเอต",
    "เงินมัดจำค่าคอมมิชชั่นของแอฟฟิลิเอต",
    "การคืนเงินค่าคอมมิชชั่นแอฟฟิลิเอต",
    "ค่าธรรมเนียมการบริการ SFP",
    "ค่าธรรมเนียมบริการคืนเงินโบนัส",
    "ค่าธรรมเนียมสนับสนุนการเติบโตของร้านค้า",
    _INFRASTRUCTURE,
    "ค่าธรรมเนียมพรีออเดอร์",
    "ค่าบริการของคูปองไลฟ์คุ้ม",
    "ค่าบริการคูปอง Xtra",
    "ค่าบริการโปรแกรม EAMS",
    "ค่าบริการแบรนด์ดัง ลดแรง/แฟลชเซล",
    "ค่าธรรมเนียมโปรแกรม TikTok PayLater",
    "ค่าทรัพยากรแคมเปญ",
    "คูปอง GMV Max",
    "ค่าโฆษณา GMV Max",
    "ภาษีการขายสำหรับคูปอง GMV Max",
    "จำนวนการปรับยอด",
)
COLUMNS = (
    "หมายเลขคำสั่งซื้อ/การปรับ",
    "ประเภทธุรกรรม",
    "เวลาที่สร้างคำสั่งซื้อ",
    "เวลาที่ชำระคำสั่งซื้อ",
    "สกุลเงิน",
    *_MONEY,
    "หมายเลขคำสั่งซื้อที่เกี่ยวข้อง",
)

COMMISSION_BASIS_POINTS = 535
TRANSACTION_BASIS_POINTS = 321
INFRASTRUCTURE_FEE_SATANG = 107


def downloads(shop: Shop, truth: Truth) -> Iterator[Workbook]:
    """What was transferred, per calendar month."""
    for window in month_windows(shop.parameters):
        yield Workbook(
            folder="tiktok-income",
            name=partial(file_name, window),
            sheet=SHEET,
            header=COLUMNS,
            tables=partial(_counted, shop, truth, window),
        )


def _counted(shop: Shop, truth: Truth, window: Window) -> Iterator[pa.Table]:
    return truth.settled.counting("tiktok_shop", window, tables(shop, window))


def file_name(window: Window, part: int = 1, parts: int = 1) -> str:
    suffix = "" if parts == 1 else f"_part_{part}_of_{parts}"
    return f"income_{window.exported_at:%Y%m%d%H%M%S}{suffix}.xlsx"


def tables(shop: Shop, window: Window) -> Iterator[tuple[pa.Table, Ints]]:
    """(cells of text in the order of COLUMNS, net amounts), a block of orders at a time."""
    for orders in payouts.blocks(shop, "tiktok_shop", window):
        paid_out, refunded = payouts.payout_days(shop, orders)
        parts = []
        for days, leaves in (
            (paid_out, _settled(shop, orders)),
            (refunded, _taken_back(shop, orders)),
        ):
            which = payouts.within(shop, days, window)
            parts.append((np.flatnonzero(which), *_table(shop, orders, which, days, leaves)))
        yield payouts.by_order(parts)


def _affiliate_commission(shop: Shop, orders: Orders, goods: Ints) -> Ints:
    """What goes to the creator whose video sold the order, if it was one."""
    of_creator = creators.sold_by_creators(shop, orders.number)
    return np.where(of_creator, creators.commission(goods), 0)


def _settled(shop: Shop, orders: Orders) -> dict[str, Ints]:
    before = orders.per_order(orders.lines.unit_list_price * orders.lines.quantity)
    return {
        _BEFORE: before,
        _DISCOUNT: orders.gmv - before,
        _TRANSACTION: -half_up(orders.buyer_total * TRANSACTION_BASIS_POINTS, 10_000),
        _COMMISSION: -half_up(orders.gmv * COMMISSION_BASIS_POINTS, 10_000),
        _AFFILIATE: -_affiliate_commission(shop, orders, orders.gmv),
        _INFRASTRUCTURE: np.full(len(orders), -INFRASTRUCTURE_FEE_SATANG),
        _CARRIER: -orders.shipping_fee,
        _SHIPPING_DISCOUNT: orders.shipping_fee - orders.shipping_paid,
        _SHIPPING_PAID: orders.shipping_paid,
    }


def _taken_back(shop: Shop, orders: Orders) -> dict[str, Ints]:
    """The price of what was returned; commissions on it are given back, the other fees are not."""
    before = orders.returned_value(orders.lines.unit_list_price * orders.lines.quantity)
    goods = orders.returned_value(orders.lines.subtotal)
    return {
        _REFUND_BEFORE: -before,
        _REFUND_DISCOUNT: before - goods,
        _COMMISSION: half_up(goods * COMMISSION_BASIS_POINTS, 10_000),
        _AFFILIATE: _affiliate_commission(shop, orders, goods),
    }


def _with_sums(leaves: dict[str, Ints], count: int) -> dict[str, Ints]:
    def total(*names: str) -> Ints:
        parts = [leaves[name] for name in names if name in leaves]
        return np.sum(parts, axis=0) if parts else np.zeros(count, dtype=np.int64)

    of_goods = (_BEFORE, _DISCOUNT, _REFUND_BEFORE, _REFUND_DISCOUNT)
    return leaves | {
        _AFTER: total(_BEFORE, _DISCOUNT),
        _REFUND_AFTER: total(_REFUND_BEFORE, _REFUND_DISCOUNT),
        _REVENUE: total(*of_goods),
        _SHIPPING: total(_CARRIER, _SHIPPING_DISCOUNT, _SHIPPING_PAID),
        _FEES: total(*(name for name in leaves if name not in of_goods)),
        NET: total(*leaves),
    }


def _table(
    shop: Shop, orders: Orders, which: Flags, days: Ints, leaves: dict[str, Ints]
) -> tuple[pa.Table, Ints]:
    money = _with_sums(leaves, len(orders))
    net = money[NET][which]
    nothing = np.zeros(len(net), dtype=np.int64)

    def spell(of: Ints) -> list[str]:
        return [f"{shop.parameters.day(day):%Y/%m/%d}" for day in of[which].tolist()]

    amounts = [money[name][which] if name in money else nothing for name in _MONEY]
    cells = [
        np.array(tiktok_orders.order_ids(shop, orders))[which].tolist(),
        ["คำสั่งซื้อ"] * len(net),
        spell(orders.day),
        spell(days),
        ["THB"] * len(net),
        *([text.signed_baht(value) for value in of.tolist()] for of in amounts),
        ["/"] * len(net),
    ]
    names = [str(position) for position in range(len(COLUMNS))]
    return pa.table([pa.array(column, pa.string()) for column in cells], names=names), net
