"""Shopee LIVE and Video: the list of sessions, and overviews of all sessions and of all videos.

The overviews are a CSV per month with two header rows, the first of which names groups; then one
row for the account, and below it a block of other columns. There is nothing of a single video.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from orchestration.simulate import text
from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import Draws, Ints
from orchestration.simulate.reported import SESSION_COLUMNS, Reported
from orchestration.simulate.truth import Truth
from orchestration.simulate.windows import Window, month_windows
from orchestration.simulate.world.shop import SHOPEE_SHOP_ID, Shop
from orchestration.simulate.writers import text_file, write_sheets

SHEET = "Live List"
LIST_COLUMNS = (
    "User Id",
    "ชื่อ Live",
    "เวลาเริ่มต้น",
    "ระยะเวลา",
    "ผู้ชมที่มีส่วนร่วม",
    "คอมเมนต์ทั้งหมด",
    "ATC",
    "ระยะเวลาดู Live เฉลี่ย",
    "ผู้ชมทั้งหมด",
    "คำสั่งซื้อ(คำสั่งซื้อที่ยืนยันแล้ว)",
    "สินค้าที่ขายได้(คำสั่งซื้อที่ยืนยันแล้ว)",
    "ยอดขาย(คำสั่งซื้อที่ยืนยันแล้ว)",
)
_SALES = (
    "ระยะเวลาเก็บข้อมูล",
    "ยอดขาย(คำสั่งซื้อที่เกิดขึ้น)",
    "ยอดขาย(คำสั่งซื้อที่ยืนยันแล้ว)",
    "คำสั่งซื้อ(คำสั่งซื้อที่เกิดขึ้น)",
    "คำสั่งซื้อ(คำสั่งซื้อที่ยืนยันแล้ว)",
)
LIVE_COLUMNS = (
    *_SALES,
    "จำนวน Live ทั้งหมด",
    "ระยะเวลา Live ทั้งหมด",
    "ผู้ชมทั้งหมด",
    "PCU",
    "GPM(คำสั่งซื้อที่เกิดขึ้น)",
    "GPM(คำสั่งซื้อที่ยืนยันแล้ว)",
)
VIDEO_COLUMNS = (
    *_SALES,
    "GPM(คำสั่งซื้อที่ยืนยันแล้ว)",
    "การเข้าชม",
    "ผู้ชมทั้งหมด",
    "วิดีโอที่มีสินค้า",
    "วิดีโอที่สร้างรายได้",
    "ถูกใจ",
    "แชร์ทั้งหมด",
    "คอมเมนต์ทั้งหมด",
    "ผู้ติดตามใหม่",
)
_TITLES = ("ไลฟ์โค้ดลับเฉพาะคืนนี้", "กันแดดตัวดังลดแรง", "ถามตอบเรื่องผิวกับแอดมิน", "เซรั่มขายดียกแก๊ง")
_VIEWERS_PERCENT = 80  # who watched two sessions is one viewer of the month
_LISTED_DAYS = 60


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    """Sessions, and overviews of LIVE and Video, per month."""
    reported = truth.reported["shopee"]
    truth.plant("live_sessions.csv", SESSION_COLUMNS, reported.session_rows())
    for month, window in enumerate(month_windows(shop.parameters)):
        for name, write in (
            (f"live_streaming_{window.first:%Y%m%d}_{window.last:%Y%m%d}.xlsx", _write_sessions),
            (f"overview-v2_1m_{window.last}.csv", _write_live),
        ):
            yield TextFile(f"shopee-live/{name}", partial(write, shop, reported, window))
        yield TextFile(
            f"shopee-live/video-overview-v3_1m_{window.last}.csv",
            partial(_write_videos, shop, reported, month, window),
        )


def _in(shop: Shop, window: Window, days: Ints) -> Ints:
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    return np.flatnonzero((days >= first) & (days <= last))


def _viewers(shop: Shop, reported: Reported) -> Ints:
    """Per session."""
    draws = Draws(shop.parameters.seed, "files/shopee_live")
    begins = reported.content.sessions.begins
    orders = reported.of_content.sessions["created_orders"]
    return orders * (35 + draws.below("viewers", begins, 50)) + 40 + draws.below("q", begins, 60)


def _write_sessions(shop: Shop, reported: Reported, window: Window, path: Path) -> None:
    sessions, sums = reported.content.sessions, reported.of_content.sessions
    viewers = _viewers(shop, reported)
    rows = []
    for i in _in(shop, window, sessions.day).tolist():
        of = {name: int(values[i]) for name, values in sums.items()}
        begins = np.datetime_as_string(sessions.begins[i].astype("datetime64[s]"), unit="m")
        date, _, minute = str(begins).partition("T")
        rows.append(
            [
                SHOPEE_SHOP_ID,
                _TITLES[i % len(_TITLES)],
                f"{'-'.join(reversed(date.split('-')))} {minute}",
                _clock(int(sessions.ends[i] - sessions.begins[i])),
                f"{viewers[i] // 12:,}",
                f"{viewers[i] // 20:,}",
                str(of["created_orders"] * 3 + viewers[i] // 60),
                _clock(30 + i % 40),
                f"{viewers[i]:,}",
                str(of["orders"]),
                str(of["units"]),
                _baht(of["sales"]),
            ]
        )
    write_sheets(path, {SHEET: [LIST_COLUMNS, *rows]})


def _write_live(shop: Shop, reported: Reported, window: Window, path: Path) -> None:
    sessions = reported.content.sessions
    which = _in(shop, window, sessions.day)
    of = {name: int(of[which].sum()) for name, of in reported.of_content.sessions.items()}
    viewers = _viewers(shop, reported)[which]
    seconds = int((sessions.ends - sessions.begins)[which].sum())
    total = int(viewers.sum())
    cells = [
        str(len(which)),
        f"{seconds // 3_600}ชั่วโมง{seconds // 60 % 60}นาที{seconds % 60}วินาที",
        f"{total * _VIEWERS_PERCENT // 100:,}",
        str(int(viewers.max(initial=0)) // 6),
        _gpm(of["created_sales"], total),
        _gpm(of["sales"], total),
    ]
    _write_overview(path, LIVE_COLUMNS, window, of, cells)


def _write_videos(shop: Shop, reported: Reported, month: int, window: Window, path: Path) -> None:
    videos, sums = reported.content.videos, reported.of_content.videos
    of = {name: int(values[:, month].sum()) for name, values in sums.items()}
    age = shop.parameters.index(window.last) - videos.posted
    with_products = (age >= 0) & (age < _LISTED_DAYS)
    selling = int((with_products & (sums["orders"][:, month] > 0)).sum())
    views = of["created_orders"] * 610 + 2_000 + window.last.toordinal() % 700
    cells = [
        _gpm(of["sales"], views),
        f"{views:,}",
        f"{views * 3 // 4:,}",
        str(int(with_products.sum())),
        str(selling),
        f"{views // 22:,}",
        f"{views // 360:,}",
        f"{views // 460:,}",
        f"{views // 620:,}",
    ]
    _write_overview(path, VIDEO_COLUMNS, window, of, cells)


def _write_overview(
    path: Path, columns: Sequence[str], window: Window, of: Mapping[str, int], cells: list[str]
) -> None:
    period = f"{window.first:%d-%m-%Y} - {window.last:%d-%m-%Y}"
    sales = [_baht(of["created_sales"]), _baht(of["sales"])]
    orders = [str(of["created_orders"]), str(of["orders"])]
    with text_file(path, bom=True) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["", "ภาพรวม", *[""] * (len(columns) - 2)])
        writer.writerow(columns)
        writer.writerow([period, *sales, *orders, *cells])
        writer.writerows([[], ["", "", "แหล่งที่มา"], ["", "", "9.00%"]])


def _baht(satang: int) -> str:
    return f"฿{text.baht_with_commas(satang)}"


def _gpm(sales: int, viewers: int) -> str:
    """Sales per thousand who looked."""
    return _baht(sales * 1_000 // viewers) if viewers else "-"


def _clock(seconds: int) -> str:
    return f"{seconds // 3_600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
