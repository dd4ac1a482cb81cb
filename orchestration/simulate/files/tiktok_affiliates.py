"""TikTok Shop's affiliate centre: orders of creators, and lists of creators and of their videos.

The orders are Thai and English headers mixed; each file begins 15 days before its month, because
the actual commission is known only when the order has settled. The lists sum up a month; of the
creators' two headers were renamed in 2026 without a word.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

import numpy as np
import pyarrow as pa

from orchestration.simulate import text
from orchestration.simulate.downloads import Workbook, text_table
from orchestration.simulate.draws import Draws, Flags, Ints, scramble
from orchestration.simulate.files import tiktok_orders
from orchestration.simulate.reported import Reported, confirmed_at
from orchestration.simulate.truth import Truth
from orchestration.simulate.windows import Window, affiliate_windows, month_windows
from orchestration.simulate.world import creators, payouts
from orchestration.simulate.world.content import Content
from orchestration.simulate.world.lifecycle import CANCELLED, CLOSED
from orchestration.simulate.world.orders import Orders, orders_between
from orchestration.simulate.world.shop import Shop, epoch

SHEET = "Sheet1"
ORDER_COLUMNS = (
    "หมายเลขคำสั่งซื้อ",
    "รหัสสินค้า",
    "ชื่อสินค้า",
    "ID ของ SKU",
    "ราคา",
    "Payment Amount",
    "สกุลเงิน",
    "ปริมาณ",
    "คืนสินค้าหรือคืนเงินทั้งหมดแล้ว",
    "วิธีการชำระเงิน",
    "สถานะคำสั่งซื้อ",
    "ชื่อผู้ใช้ของครีเอเตอร์",
    "ประเภทเนื้อหา",
    "รูปภาพแบบเลื่อน",
    "รหัสเนื้อหา",
    "commission model",
    "อัตราการหัก ณ ที่จ่ายสำหรับ PIT",
    "PIT โดยประมาณ",
    "PIT จริง",
    "อัตราค่าคอมมิชชั่นมาตรฐาน",
    "ฐานค่าคอมมิชชั่นโดยประมาณ",
    "การจ่ายค่าคอมมิชชั่นมาตรฐานโดยประมาณ",
    "ฐานค่าคอมมิชชั่นจริง",
    "ค่าคอมมิชชั่นที่ต้องชำระจริง",
    "อัตราค่าคอมมิชชั่นโฆษณาร้านค้า",
    "การจ่ายค่าคอมมิชชั่นโฆษณาร้านค้าโดยประมาณ",
    "การจ่ายค่าคอมมิชชั่นโฆษณาร้านค้าที่ต้องชำระจริง",
    "โบนัสครีเอเตอร์แบบร่วมทุนโดยประมาณ",
    "โบนัสครีเอเตอร์แบบร่วมทุนตามจริง",
    "เวลาที่สร้าง",
    "เวลาชำระเงิน",
    "Order Delivery Time",
    "เวลาที่ชำระค่าคอมมิชชั่น",
    "Platform",
)
# Header -> since when it is called so, and its name before.
RENAMED = {
    "Creator-attributed GMV": (date(2026, 2, 1), "Affiliate-attributed GMV"),
    "Creator video-attributed GMV": (date(2026, 2, 1), "Affiliate video-attributed GMV"),
    "Creator-attributed items sold": (date(2026, 4, 1), "Affiliate-attributed items sold"),
}
CREATOR_COLUMNS = (
    "Creator name",
    "Creator-attributed GMV",
    "Creator LIVE-attributed GMV",
    "Creator video-attributed GMV",
    "Refunds",
    "Attributed orders",
    "Creator-attributed items sold",
    "Items refunded",
    "AOV",
    "Affiliate product card-attributed GMV",
    "CTOR",
    "LIVE streams",
    "Videos",
    "Total sample content",
    "Samples shipped",
    "Products added to showcase",
    "CTR",
    "Product impressions",
    "Video views",
    "Customers",
    "Products sold",
    "Est. commission",
    "Est. flat fee",
)
VIDEO_COLUMNS = (
    "ชื่อวิดีโอ",
    "ลิงก์วิดีโอ",
    "วันที่โพสต์วิดีโอ",
    "ชื่อผู้ใช้ของครีเอเตอร์",
    "GMV",
    "จำนวนที่ขายได้จากแอฟฟิลิเอต",
    "GMV จากวิดีโอขายสินค้าของแอฟฟิลิเอต",
    "มูลค่าคำสั่งซื้อเฉลี่ยจากวิดีโอขายสินค้า",
    "ค่าคอมมิชชั่นโดยประมาณ",
    "ค่าธรรมเนียมคงที่โดยประมาณ",
    "คำสั่งซื้อแอฟฟิลิเอต",
    "ยอดการแสดงผลวิดีโอขายสินค้า",
    "CTR จากแอฟฟิลิเอต",
    "GPM จากวิดีโอขายสินค้า",
    "จำนวนสินค้าแอฟฟิลิเอตที่คืนเงิน",
    "GMV ของการคืนเงินจากแอฟฟิลิเอต",
    "ความคิดเห็นในวิดีโอขายสินค้า",
    "การกดถูกใจในวิดีโอขายสินค้า",
)
_PAID, _SETTLED, _CANCELLED = "ชำระเงินแล้ว", "เสร็จสมบูรณ์", "ยกเลิกแล้ว"
_LIVE, _VIDEO = "LIVE", "วิดีโอ"
_MISSING = "--"


def downloads(shop: Shop, truth: Truth) -> Iterator[Workbook]:
    """Orders of creators, then what each creator and each of their videos did, per month."""
    reported = truth.reported["tiktok_shop"]
    for window in affiliate_windows(shop.parameters):
        yield Workbook(
            folder="tiktok-affiliate",
            name=partial(file_name, window),
            sheet=SHEET,
            header=ORDER_COLUMNS,
            tables=partial(_order_tables, shop, reported.content, window),
        )
    for month, window in enumerate(month_windows(shop.parameters)):
        for kind, header, tables in (
            ("Creator", creator_columns(window), _creator_tables),
            ("Video", VIDEO_COLUMNS, _video_tables),
        ):
            yield Workbook(
                folder="tiktok-affiliate",
                name=partial(list_name, kind, window),
                sheet=SHEET,
                header=header,
                tables=partial(tables, shop, reported, month),
            )


def file_name(window: Window, part: int = 1, parts: int = 1) -> str:
    suffix = "" if parts == 1 else f"_part_{part}_of_{parts}"
    return f"affiliate_orders_{window.first:%Y%m%d}-{window.last:%Y%m%d}{suffix}.xlsx"


def list_name(kind: str, window: Window, part: int = 1, parts: int = 1) -> str:
    days = f"{window.first:%Y%m%d}-{window.last:%Y%m%d}"
    return f"Transaction_Analysis_{kind}_List_{days}.xlsx"


def creator_columns(window: Window) -> tuple[str, ...]:
    return tuple(
        before if window.exported_at.date() < since else name
        for name in CREATOR_COLUMNS
        for since, before in [RENAMED.get(name, (date.min, name))]
    )


def session_ids(content: Content, sessions: Ints) -> list[str]:
    """TikTok's id of a live session: 19 digits."""
    begins = content.sessions.begins[sessions] * 32 + content.sessions.host[sessions]
    return [str(7_400_000_000_000_000_000 + code) for code in scramble(begins, 54, 53).tolist()]


def video_ids(content: Content, videos: Ints) -> list[str]:
    serial = content.videos.host[videos] * 100_000 + content.videos.serial[videos]
    return [str(7_500_000_000_000_000_000 + code) for code in scramble(serial, 54, 59).tolist()]


def product_ids(shop: Shop) -> list[str]:
    """TikTok's id of the product that each SKU belongs to."""
    products = shop.catalogue.products
    parents = list(dict.fromkeys(product.parent_sku for product in products))
    return [
        str(1_729_300_000_000_000_000 + parents.index(product.parent_sku) * 52_711_903)
        for product in products
    ]


def year_first_seconds(moments: Ints, as_of: int) -> list[str]:
    """`2026/10/01 15:20:32`"""
    days = text.day_first_seconds(moments, as_of)
    return [f"{day[6:10]}/{day[3:5]}/{day[:2]}{day[10:]}" if day else "" for day in days]


def _order_tables(shop: Shop, content: Content, window: Window) -> Iterator[pa.Table]:
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    for orders in orders_between(shop, "tiktok_shop", first, last):
        yield _order_table(shop, content, orders, epoch(window.exported_at))


def _order_table(shop: Shop, content: Content, orders: Orders, as_of: int) -> pa.Table:
    """A row per order and SKU, for orders that a creator sold and that are paid or accepted."""
    credit = content.credit(shop, orders)
    is_in = (credit.creator >= 0) & (confirmed_at(orders) <= as_of)
    order, product, of = _by_sku(orders, is_in, as_of)
    count = len(order)
    catalogue = shop.catalogue.products
    names, sku_ids = [catalogue[i].name for i in product.tolist()], tiktok_orders.sku_ids(shop)
    order_ids = tiktok_orders.order_ids(shop, orders)
    methods = tiktok_orders.payment_methods(orders)
    of_live = credit.session[order] >= 0
    contents = np.where(
        of_live,
        session_ids(content, np.maximum(credit.session[order], 0)),
        video_ids(content, np.maximum(credit.video[order], 0)),
    )
    paid_out, _ = payouts.payout_days(shop, orders)
    commission_paid = shop.midnight(paid_out[order])
    is_paid = commission_paid <= as_of
    stage = orders.lifecycle.stage(as_of)[order]
    state = np.where(stage == CANCELLED, 2, np.where((stage == CLOSED) & is_paid, 1, 0))

    def money(values: Ints) -> list[str | None]:
        return [text.shortest_baht(value) for value in values.tolist()]

    def once_paid(values: Ints) -> list[str | None]:
        return [
            text.shortest_baht(value) if known else None
            for value, known in zip(values.tolist(), is_paid.tolist(), strict=True)
        ]

    def moments(values: Ints) -> list[str | None]:
        return [moment or None for moment in year_first_seconds(values[order], as_of)]

    filled: dict[int, list[str | None]] = {
        0: [order_ids[i] for i in order.tolist()],
        1: list(np.array(product_ids(shop))[product].tolist()),
        2: list(names),
        3: [sku_ids[i] for i in product.tolist()],
        4: money(of["list_price"]),
        5: money(of["paid"]),
        6: ["THB"] * count,
        7: [str(number) for number in of["quantity"].tolist()],
        8: list(text.pick(("ไม่มี", "ใช่"), (of["kept"] == 0).astype(np.int64))),
        9: [methods[i] for i in order.tolist()],
        10: list(text.pick((_PAID, _SETTLED, _CANCELLED), state)),
        11: list(text.pick(creators.HANDLES, credit.creator[order])),
        12: list(text.pick((_VIDEO, _LIVE), of_live.astype(np.int64))),
        14: contents.tolist(),
        15: ["fixed commission"] * count,
        17: ["0"] * count,
        19: [f"{creators.AFFILIATE_PCT}%"] * count,
        20: money(of["goods"]),
        21: money(of["commission"]),
        22: once_paid(of["kept"]),
        23: once_paid(of["kept_commission"]),
        29: moments(orders.lifecycle.created),
        30: moments(orders.lifecycle.paid),
        31: moments(orders.lifecycle.delivered),
        32: [moment or None for moment in year_first_seconds(commission_paid, as_of)],
        33: ["TTS"] * count,
    }
    nothing: list[str | None] = [None] * count
    return text_table(filled.get(position, nothing) for position in range(len(ORDER_COLUMNS)))


def _by_sku(orders: Orders, is_in: Flags, as_of: int) -> tuple[Ints, Ints, dict[str, Ints]]:
    """(order, product, sums) of the orders' SKUs. Commissions of an order's SKUs add up to its own.

    What was returned by then earns nothing.
    """
    lines = orders.lines
    chosen = np.flatnonzero(is_in[lines.order])
    pairs, first, which = np.unique(
        np.stack([lines.order[chosen], lines.product[chosen]]),
        axis=1,
        return_index=True,
        return_inverse=True,
    )
    back = np.where(orders.return_is_accepted(as_of)[lines.order], lines.returned_quantity, 0)
    sums = {"list_price": lines.unit_list_price[chosen][first]}
    for name, of_lines in (
        ("quantity", lines.quantity),
        ("paid", lines.after_discounts),
        ("goods", lines.subtotal),
        ("kept", lines.unit_price * (lines.quantity - back)),
    ):
        sums[name] = np.zeros(pairs.shape[1], dtype=np.int64)
        np.add.at(sums[name], which.ravel(), of_lines[chosen])
    for name, base in (("commission", sums["goods"]), ("kept_commission", sums["kept"])):
        until = _within_order(pairs[0], base)
        sums[name] = creators.commission(until) - creators.commission(until - base)
    return pairs[0], pairs[1], sums


def _within_order(order: Ints, values: Ints) -> Ints:
    """Running sums that begin anew with each order."""
    running = np.cumsum(values)
    begins = np.searchsorted(order, order, side="left")
    return np.asarray(running - (running - values)[begins], dtype=np.int64)


def _creator_tables(shop: Shop, reported: Reported, month: int) -> Iterator[pa.Table]:
    yield text_table(zip(*_creator_rows(shop, reported, month), strict=True))


def _creator_rows(shop: Shop, reported: Reported, month: int) -> Iterator[list[str]]:
    content, sums = reported.content, reported.of_content
    window = month_windows(shop.parameters)[month]
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    draws = Draws(shop.parameters.seed, f"files/tiktok_affiliates/{window.first}")
    sessions, videos = content.sessions, content.videos
    in_month = (sessions.day >= first) & (sessions.day <= last)
    posted = (videos.posted >= first) & (videos.posted <= last)
    for number, handle in enumerate(creators.HANDLES):
        of = {name: int(values[number, month]) for name, values in sums.creators.items()}
        key = np.array([number])
        live = in_month & (sessions.host == number + 1)
        of_videos = int(sums.videos["sales"][videos.host == number + 1, month].sum())
        clicks = of["orders"] * (20 + int(draws.below("clicks", key, 15)[0])) + 40
        impressions = clicks * (18 + int(draws.below("impressions", key, 20)[0]))
        yield [
            handle,
            f"฿{text.baht_with_commas(of['sales'])}",
            _baht(int(sums.sessions["sales"][live].sum())),
            _baht(of_videos),
            f"฿{text.baht_with_commas(of['returned_sales'])}",
            f"{of['buyers']:,}",  # one per order
            f"{of['units']:,}",
            str(of["returned_units"]),
            f"฿{text.ratio(of['sales'] / 100, of['buyers'])}" if of["buyers"] else _MISSING,
            _MISSING,
            text.percent(of["orders"], clicks),
            str(int(live.sum())) if live.any() else _MISSING,
            str(int((posted & (videos.host == number + 1)).sum())),
            _MISSING,
            _MISSING,
            str(3 + number % 7),
            text.percent(clicks, impressions),
            f"{impressions:,}",
            f"{impressions * 4:,}",
            f"{of['buyers']:,}",
            str(min(of["orders"], 12)),
            _baht(of["commission"]),
            _MISSING,
        ]


def _baht(satang: int) -> str:
    return f"฿{text.baht_with_commas(satang)}" if satang else _MISSING


def _video_tables(shop: Shop, reported: Reported, month: int) -> Iterator[pa.Table]:
    rows = list(_video_rows(shop, reported, month))
    columns = zip(*rows, strict=True) if rows else [[]] * len(VIDEO_COLUMNS)
    yield text_table(columns)


def _video_rows(shop: Shop, reported: Reported, month: int) -> Iterator[list[str]]:
    """Creators' videos that sold something in the month."""
    videos, sums = reported.content.videos, reported.of_content.videos
    which = np.flatnonzero((sums["orders"][:, month] > 0) & (videos.host > 0))
    ids = video_ids(reported.content, which)
    draws = Draws(shop.parameters.seed, f"files/tiktok_affiliates/videos/{month}")
    views = draws.below("views", which, 400) + 40
    for row, video in enumerate(which.tolist()):
        of = {name: int(values[video, month]) for name, values in sums.items()}
        handle = creators.HANDLES[int(videos.host[video]) - 1]
        impressions = of["orders"] * 310 + int(views[row])
        posted = shop.parameters.day(int(videos.posted[video]))
        yield [
            f"รีวิวตัวที่ {int(videos.serial[video]) + 1}",
            f"https://www.tiktok.com/@{handle}/video/{ids[row]}",
            posted.isoformat(),
            handle,
            _baht(of["sales"]),
            str(of["units"]),
            _baht(of["sales"]),
            f"฿{text.ratio(of['sales'] / 100, of['buyers'])}",
            _baht(of["commission"]),
            "฿0",
            str(of["buyers"]),
            f"{impressions:,}",
            text.percent(of["orders"] * 23, impressions),
            f"฿{text.ratio(of['sales'] * 10, impressions)}",
            str(of["returned_units"]),
            _baht(of["returned_sales"]),
            str(impressions // 600),
            f"{impressions // 30:,}",
        ]
