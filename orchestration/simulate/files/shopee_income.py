"""Shopee income, Thai: `Income.โอนเงินสำเร็จ.th.YYYYMMDD_YYYYMMDD.xlsx`, a file per month.

A banner of five rows, then the header. An order has a row for its payout and, with an accepted
return, another for what is taken back. Fees and discounts are negative.
"""

from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np
import pyarrow as pa

from orchestration.simulate import text
from orchestration.simulate.downloads import Workbook
from orchestration.simulate.draws import Flags, Ints
from orchestration.simulate.files import shopee_orders
from orchestration.simulate.truth import Truth
from orchestration.simulate.windows import Window, month_windows
from orchestration.simulate.world import payouts
from orchestration.simulate.world.customers import people
from orchestration.simulate.world.orders import Orders
from orchestration.simulate.world.shop import SHOP_USERNAME, Shop

SHEET = "Income"
NET = "จำนวนเงินทั้งหมดที่โอนแล้ว (฿)"
_PRICE = "สินค้าราคาปกติ"
_DISCOUNT = "ส่วนลดสินค้าจากผู้ขาย"
_VOUCHER = "โค้ดส่วนลดที่ออกโดยผู้ขาย"
_REFUND = "จำนวนเงินที่ทำการคืนให้ผู้ซื้อ"
_SHIPPING_PAID = "ค่าจัดส่งที่ชำระโดยผู้ซื้อ"
_SHIPPING_REBATE = "ค่าจัดส่งสินค้าที่ออกโดย Shopee"
_CARRIER = "ค่าจัดส่งที่ Shopee ชำระโดยชื่อของคุณ"
_COMMISSION = "ค่าคอมมิชชั่น"
_SERVICE = "ค่าบริการ"
_INFRASTRUCTURE = "ค่าธรรมเนียมโครงสร้างพื้นฐานแพลตฟอร์ม"
_TRANSACTION = "ค่าธุรกรรมการชำระเงิน"
_MONEY = (
    _PRICE,
    _DISCOUNT,
    _VOUCHER,
    "โค้ดส่วนลดร่วมที่ออกโดยผู้ขาย",
    _REFUND,
    "ส่วนลดสินค้าที่ออกโดย Shopee",
    _SHIPPING_PAID,
    _SHIPPING_REBATE,
    _CARRIER,
    "ค่าคอมมิชชั่น AMS",
    _COMMISSION,
    _SERVICE,
    _INFRASTRUCTURE,
    _TRANSACTION,
    "ค่าธรรมเนียมเติมเงินโฆษณาจากเงิน Escrow",
    "ค่าธรรมเนียม ของโปรแกรมประหยัดค่าจัดส่ง",
    "ภาษี",
)
COLUMNS = (
    "หมายเลขคำสั่งซื้อ",
    "วันที่ทำการสั่งซื้อ",
    "ชื่อผู้ใช้ (ผู้ซื้อ)",
    "ค่าธรรมเนียม (%)",
    "วันที่โอนชำระเงินสำเร็จ",
    *_MONEY,
    NET,
)
INFRASTRUCTURE_FEE_SATANG = 100


def downloads(shop: Shop, truth: Truth) -> Iterator[Workbook]:
    """What was transferred, per calendar month."""
    for window in month_windows(shop.parameters):
        yield Workbook(
            folder="shopee-income",
            name=partial(file_name, window),
            sheet=SHEET,
            header=COLUMNS,
            tables=partial(_counted, shop, truth, window),
            above=banner(window),
        )


def _counted(shop: Shop, truth: Truth, window: Window) -> Iterator[pa.Table]:
    return truth.settled.counting("shopee", window, tables(shop, window))


def file_name(window: Window, part: int = 1, parts: int = 1) -> str:
    suffix = "" if parts == 1 else f"_part_{part}_of_{parts}"
    return f"Income.โอนเงินสำเร็จ.th.{window.first:%Y%m%d}_{window.last:%Y%m%d}{suffix}.xlsx"


def banner(window: Window) -> list[list[str]]:
    """What stands above the header."""
    days = [window.first.isoformat(), window.last.isoformat()]
    return [["Username (Seller)", "From", "to"], [SHOP_USERNAME, *days], [], [], []]


def tables(shop: Shop, window: Window) -> Iterator[tuple[pa.Table, Ints]]:
    """(cells of text in the order of COLUMNS, net amounts), a block of orders at a time."""
    for orders in payouts.blocks(shop, "shopee", window):
        paid_out, refunded = payouts.payout_days(shop, orders)
        parts = []
        for days, money in ((paid_out, payout(orders)), (refunded, taken_back(orders))):
            which = payouts.within(shop, days, window)
            parts.append((np.flatnonzero(which), *_table(shop, orders, which, days, money)))
        yield payouts.by_order(parts)


def payout(orders: Orders) -> dict[str, Ints]:
    fees = shopee_orders.fees(orders.gmv - orders.seller_voucher, orders.buyer_total)
    price = orders.per_order(orders.lines.unit_list_price * orders.lines.quantity)
    return {
        _PRICE: price,
        _DISCOUNT: orders.gmv - price,
        _VOUCHER: -orders.seller_voucher,
        _SHIPPING_PAID: orders.shipping_paid,
        _SHIPPING_REBATE: orders.shipping_fee - orders.shipping_paid,
        _CARRIER: -orders.shipping_fee,
        _COMMISSION: -fees.commission,
        _SERVICE: -fees.service,
        _TRANSACTION: -fees.transaction,
        _INFRASTRUCTURE: np.full(len(orders), -INFRASTRUCTURE_FEE_SATANG),
    }


def taken_back(orders: Orders) -> dict[str, Ints]:
    """The price of what was returned; commission and service fee on it are given back."""
    refund = orders.returned_value(orders.lines.subtotal)
    fees = shopee_orders.fees(refund, refund)
    return {_REFUND: -refund, _COMMISSION: fees.commission, _SERVICE: fees.service}


def _table(
    shop: Shop, orders: Orders, which: Flags, days: Ints, money: Mapping[str, Ints]
) -> tuple[pa.Table, Ints]:
    net = np.sum(list(money.values()), axis=0)[which]
    nothing = np.zeros(len(net), dtype=np.int64)
    rate = f"{shopee_orders.TRANSACTION_FEE_BASIS_POINTS / 100:.2f}%"
    order_ids = np.array(shopee_orders.order_ids(shop, orders))[which].tolist()
    amounts = [money[name][which] if name in money else nothing for name in _MONEY]
    cells = [
        order_ids,
        [shop.parameters.day(day).isoformat() for day in orders.day[which].tolist()],
        people("shopee", shop.parameters.seed, orders.customer[which]).usernames,
        [rate] * len(net),
        [shop.parameters.day(day).isoformat() for day in days[which].tolist()],
        *([text.signed_baht(value) for value in of.tolist()] for of in [*amounts, net]),
    ]
    names = [str(position) for position in range(len(COLUMNS))]
    return pa.table([pa.array(column, pa.string()) for column in cells], names=names), net
