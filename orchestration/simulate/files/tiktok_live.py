"""TikTok Shop LIVE analytics: `Live Analysis_….xlsx`, a file per month and a row per session.

The period stands in the first row, the header in the third. A session is of the shop or of a
creator and has no id. The seller switches the Seller Center to English one day, which has other
columns and a line break in the first cell. Sales of a session are direct and indirect ones.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

from orchestration.simulate import text
from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import Draws
from orchestration.simulate.reported import SESSION_COLUMNS, Reported
from orchestration.simulate.truth import Truth
from orchestration.simulate.windows import Window, month_windows
from orchestration.simulate.world import creators
from orchestration.simulate.world.shop import SHOP_NAME, SHOP_USERNAME, Shop
from orchestration.simulate.writers import write_sheets

SHEET = "Sheet1"
ENGLISH_SINCE = date(2026, 7, 1)
THAI = {
    "ครีเอเตอร์ ID": "account",
    "ครีเอเตอร์": "handle",
    "ชื่อเล่น": "nickname",
    "เริ่ม": "begins",
    "ระยะเวลา": "duration",
    "มูลค่าสินค้ารวมจาก LIVE (฿)": "direct_sales",
    "สินค้าที่เพิ่ม": "products_added",
    "ผลิตภัณฑ์ต่าง ๆ ที่ขาย": "products_sold",
    "คำสั่งซื้อ SKU ที่สร้างขึ้น": "created_orders",
    "คำสั่งซื้อ SKU จาก LIVE": "direct_orders",
    "รายการจาก LIVE ที่ขายได้": "direct_units",
    "ลูกค้าที่ไม่ซ้ำกัน": "buyers",
    "ราคาเฉลี่ย (฿)": "price",
    "อัตราการคลิกเพื่อสั่งซื้อ (LIVE)": "ctor",
    "GMV ที่มาจากไลฟ์ (฿)": "sales",
    "ผู้ชม": "viewers",
    "ยอดการดู": "views",
    "ระยะเวลาการดูโดยเฉลี่ย (ไลฟ์สตรีม)": "watched",
    "ความคิดเห็น": "comments",
    "การแชร์": "shares",
    "ยอดการถูกใจของ LIVE": "likes",
    "ผู้ติดตามใหม่ (วิดีโอครีเอเตอร์)": "followers",
    "การแสดงผลสินค้า": "impressions",
    "การคลิกผลิตภัณฑ์": "clicks",
    "อัตราการคลิกผ่าน (CTR)": "ctr",
}
ENGLISH = {
    "Creator ID": "account",
    "Creator": "handle",
    "Nickname": "nickname",
    "Launched Time": "begins",
    "Duration": "duration",
    "LIVE-attributed GMV (฿)": "sales",
    "Orders Paid": "orders",
    "LIVE-attributed items sold": "units",
    "Unique customers": "buyers",
    "Viewers": "viewers",
    "Views": "views",
    "Average viewing duration (LIVE streams)": "watched",
    "Comments": "comments",
    "Shares": "shares",
    "LIVE likes": "likes",
    "New followers (Creator video)": "followers",
    "Product Impressions": "impressions",
    "Product Clicks": "clicks",
    "CTR": "ctr",
}
_UNITS = {"th": ("ชั่วโมง", "นาที", "วินาที"), "en": ("h ", "min ", "s")}
_MISSING = "--"


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    """The sessions of each month."""
    reported = truth.reported["tiktok_shop"]
    truth.plant("live_sessions.csv", SESSION_COLUMNS, reported.session_rows())
    for window in month_windows(shop.parameters):
        write = partial(_write_file, shop, reported, window)
        yield TextFile(f"tiktok-insights/{file_name(window)}", write)


def file_name(window: Window) -> str:
    return f"Live Analysis_{window.first:%Y%m%d}-{window.last:%Y%m%d}.xlsx"


def account_of(host: int) -> tuple[str, str, str]:
    """(account id, handle, nickname) of the shop (0) or a creator."""
    account = str(7_100_000_000_000_000_000 + host * 3_141_592_653_589)
    if host == 0:
        return account, SHOP_USERNAME, SHOP_NAME
    handle = creators.HANDLES[host - 1]
    return account, handle, handle.replace(".", " ")


def duration(seconds: int, language: str) -> str:
    """`4ชั่วโมง9นาที28วินาที` or `1h 2min 5s`, without what is 0."""
    parts = zip((seconds // 3_600, seconds // 60 % 60, seconds % 60), _UNITS[language], strict=True)
    return "".join(f"{number}{unit}" for number, unit in parts if number).strip()


def _write_file(shop: Shop, reported: Reported, window: Window, path: Path) -> None:
    in_english = window.exported_at.date() >= ENGLISH_SINCE
    columns = ENGLISH if in_english else THAI
    days = f"{window.first} ~ {window.last}"
    above = f"Date Range: {days}\n" if in_english else f"ช่วงวันที่: {days}"
    rows = _sessions(shop, reported, window, "en" if in_english else "th")
    cells = [[row[measure] for measure in columns.values()] for row in rows]
    write_sheets(path, {SHEET: [[above], [], list(columns), *cells]})


def _sessions(
    shop: Shop, reported: Reported, window: Window, language: str
) -> Iterator[dict[str, str]]:
    sessions, sums = reported.content.sessions, reported.of_content.sessions
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    which = np.flatnonzero((sessions.day >= first) & (sessions.day <= last))
    which = which[np.argsort(sessions.begins[which], kind="stable")]
    draws = Draws(shop.parameters.seed, "files/tiktok_live")
    key = sessions.begins * 32 + sessions.host
    moments = text.iso_minutes(sessions.begins, 2**61)
    for session in which.tolist():
        of = {name: int(values[session]) for name, values in sums.items()}

        def drawn(tag: str, count: int, at: int = session) -> int:
            return int(draws.below(tag, key[at : at + 1], count)[0])

        seconds = int(sessions.ends[session] - sessions.begins[session])
        viewers = of["created_orders"] * (40 + drawn("viewers", 60)) + seconds // 40
        clicks = of["created_orders"] * (6 + drawn("clicks", 12)) + viewers // 50
        impressions = clicks * (18 + drawn("impressions", 20))
        account, handle, nickname = account_of(int(sessions.host[session]))
        begins = moments[session] or ""
        yield {
            "account": account,
            "handle": handle,
            "nickname": nickname,
            "begins": f"{begins[:10].replace('-', '/')}/ {begins[11:]}",
            "duration": duration(seconds, language),
            "sales": f"฿{text.baht_with_commas(of['sales'])}",
            "direct_sales": f"฿{text.baht_with_commas(of['direct_sales'])}"
            if of["orders"]
            else _MISSING,
            "products_added": str(8 + drawn("added", 30)),
            "products_sold": str(min(of["orders"], 12)),
            "created_orders": str(of["created_orders"]),
            "orders": str(of["orders"]),
            "direct_orders": str(of["direct_orders"]),
            "units": str(of["units"]),
            "direct_units": str(of["direct_units"]),
            "buyers": str(of["buyers"]),
            "price": f"฿{of['sales'] // of['units'] // 100}" if of["units"] else _MISSING,
            "ctor": text.percent(of["orders"], clicks) if of["orders"] else _MISSING,
            "viewers": f"{viewers:,}",
            "views": f"{viewers * 4 // 3:,}",
            "watched": duration(20 + drawn("watched", 70), language),
            "comments": str(viewers // 15),
            "shares": str(viewers // 200),
            "likes": f"{viewers * 5 // 2:,}",
            "followers": str(viewers // 90),
            "impressions": f"{impressions:,}" if impressions else _MISSING,
            "clicks": f"{clicks:,}" if clicks else _MISSING,
            "ctr": text.percent(clicks, impressions) if impressions else _MISSING,
        }
