"""TikTok Shop video analytics: `Video Performance List_….xlsx`, a file per month.

The period stands in brackets in the first row, the header in the third (in English files in the
second). A row tells what a video did within the month, not since it was posted.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from orchestration.simulate import text
from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import Draws
from orchestration.simulate.files.tiktok_affiliates import video_ids
from orchestration.simulate.files.tiktok_live import ENGLISH_SINCE, account_of
from orchestration.simulate.reported import Reported
from orchestration.simulate.truth import Truth
from orchestration.simulate.windows import Window, month_windows
from orchestration.simulate.world.shop import Shop
from orchestration.simulate.writers import write_sheets

SHEET = "Sheet1"
THAI = {
    "ชื่อครีเอเตอร์": "handle",
    "ครีเอเตอร์ ID": "account",
    "ข้อมูลวิดีโอ": "caption",
    "วิดีโอ ID": "video",
    "เวลา": "posted",
    "สินค้า": "products",
    "VV": "views",
    "การกดถูกใจ": "likes",
    "ความคิดเห็น": "comments",
    "การแชร์": "shares",
    "ผู้ติดตามใหม่": "followers",
    "การคลิก V-to-L": "live_clicks",
    "การแสดงผลสินค้า": "impressions",
    "การคลิกผลิตภัณฑ์": "clicks",
    "ลูกค้าที่ไม่ซ้ำกัน": "buyers",
    "คำสั่งซื้อ": "direct_orders",
    "รายการในวิดีโอที่ขายได้": "direct_units",
    "มูลค่าสินค้ารวม (วิดีโอ) (฿)": "direct_sales",
    "GPM (฿)": "gpm",
    "GMV ที่มาจากวิดีโอขายสินค้า (฿)": "sales",
    "อัตราการคลิกผ่าน (วิดีโอ)": "ctr",
    "อัตรา V-to-L": "live_rate",
    "อัตราการดูวิดีโอจนจบ": "finished",
    "อัตราการคลิกเพื่อสั่งซื้อ (วิดีโอ)": "ctor",
    "การวินิจฉัย": "diagnosis",
}
ENGLISH = {
    "Creator name": "handle",
    "Creator ID": "account",
    "Video Info": "caption",
    "Video ID": "video",
    "Time": "posted",
    "Products": "products",
    "VV": "views",
    "Likes": "likes",
    "Comments": "comments",
    "Shares": "shares",
    "New followers": "followers",
    "V-to-L clicks": "live_clicks",
    "Product Impressions": "impressions",
    "Product Clicks": "clicks",
    "Unique customers": "buyers",
    "Orders": "direct_orders",
    "Video items sold": "direct_units",
    "Gross merchandise value (Video) (฿)": "direct_sales",
    "GPM (฿)": "gpm",
    "Shoppable video attributed GMV (฿)": "sales",
    "CTR": "ctr",
    "V-to-L rate": "live_rate",
    "Video Finish Rate": "finished",
    "CTOR": "ctor",
}
_MISSING = "--"
_LISTED_DAYS = 45  # an old video is listed as long as it sells


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    """What each video did in each month."""
    reported = truth.reported["tiktok_shop"]
    for month, window in enumerate(month_windows(shop.parameters)):
        write = partial(_write_file, shop, reported, month, window)
        yield TextFile(f"tiktok-insights/{file_name(window)}", write)


def file_name(window: Window) -> str:
    return f"Video Performance List_{window.first:%Y%m%d}-{window.last:%Y%m%d}.xlsx"


def _write_file(shop: Shop, reported: Reported, month: int, window: Window, path: Path) -> None:
    in_english = window.exported_at.date() >= ENGLISH_SINCE
    columns = ENGLISH if in_english else THAI
    days = f"{window.first} ~ {window.last}"
    above = [[f"[Date Range]: {days}"]] if in_english else [[f"[ช่วงวันที่]: {days}"], []]
    rows = _videos(shop, reported, month, window)
    cells = [[row[measure] for measure in columns.values()] for row in rows]
    write_sheets(path, {SHEET: [*above, list(columns), *cells]})


def _videos(shop: Shop, reported: Reported, month: int, window: Window) -> Iterator[dict[str, str]]:
    videos, sums = reported.content.videos, reported.of_content.videos
    last = shop.parameters.index(window.last)
    age = last - videos.posted
    listed = (age >= 0) & ((age < _LISTED_DAYS) | (sums["created_orders"][:, month] > 0))
    which = np.flatnonzero(listed)
    ids = video_ids(reported.content, which)
    draws = Draws(shop.parameters.seed, f"files/tiktok_videos/{window.first}")
    quiet = draws.below("views", which, 900) + 30
    likes = draws.below("likes", which, 30) + 20
    products = shop.catalogue.products
    for row, video in enumerate(which.tolist()):
        of = {name: int(values[video, month]) for name, values in sums.items()}
        account, handle, _ = account_of(int(videos.host[video]))
        views = of["orders"] * 640 + int(quiet[row])
        clicks = of["orders"] * 28 + views // 90
        posted = shop.parameters.day(int(videos.posted[video]))
        product = products[(video * 7) % len(products)].name
        nothing = of["orders"] == 0
        yield {
            "handle": handle,
            "account": account,
            "caption": f"{product} ใช้จริง {int(videos.serial[video]) % 30 + 1} วัน @{handle}",
            "video": ids[row],
            "posted": f"{posted:%Y/%m/%d}",
            "products": product,
            "views": f"{views:,}",
            "likes": f"{views // int(likes[row]):,}",
            "comments": str(views // 900),
            "shares": str(views // 700),
            "followers": str(views // 1_500) if views >= 1_500 else _MISSING,
            "live_clicks": "0",
            "impressions": f"{views * 11 // 10:,}",
            "clicks": f"{clicks:,}",
            "buyers": _MISSING if nothing else str(of["buyers"]),
            "direct_orders": _MISSING if nothing else str(of["direct_orders"]),
            "direct_units": _MISSING if nothing else str(of["direct_units"]),
            "direct_sales": _MISSING
            if nothing
            else f"฿{text.baht_with_commas(of['direct_sales'])}",
            "gpm": f"฿{text.ratio(of['sales'] * 10, views)}",
            "sales": f"฿{text.baht_with_commas(of['sales'])}",
            "ctr": text.percent(clicks, views * 11 // 10),
            "live_rate": _MISSING,
            "finished": f"{6 + video % 9}.{video % 100:02d}%",
            "ctor": _MISSING if nothing else text.percent(of["orders"], clicks),
            "diagnosis": "ควรปรับปรุง" if nothing else _MISSING,
        }
