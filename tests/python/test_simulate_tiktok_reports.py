"""TikTok Shop's own reports about the simulated shop, compared with its orders and the truth."""

import csv
import re
from collections import Counter, defaultdict
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from ingest_helpers import Shop as Folders
from simulated_orders import (
    Order,
    Row,
    amount,
    rows_of,
    sheets_of,
    tiktok_downloads,
    tiktok_orders,
    truth_of,
)

from orchestration.simulate import simulate
from orchestration.simulate.world import orders as world_orders
from tests.conftest import simulated_files

ORDER_COLUMNS = """หมายเลขคำสั่งซื้อ, รหัสสินค้า, ชื่อสินค้า, ID ของ SKU, ราคา, Payment Amount, สกุลเงิน, ปริมาณ,
คืนสินค้าหรือคืนเงินทั้งหมดแล้ว, วิธีการชำระเงิน, สถานะคำสั่งซื้อ, ชื่อผู้ใช้ของครีเอเตอร์, ประเภทเนื้อหา, รูปภาพแบบเลื่อน,
รหัสเนื้อหา, commission model, อัตราการหัก ณ ที่จ่ายสำหรับ PIT, PIT โดยประมาณ, PIT จริง, อัตราค่าคอมมิชชั่นมาตรฐาน,
ฐานค่าคอมมิชชั่นโดยประมาณ, การจ่ายค่าคอมมิชชั่นมาตรฐานโดยประมาณ, ฐานค่าคอมมิชชั่นจริง, ค่าคอมมิชชั่นที่ต้องชำระจริง,
อัตราค่าคอมมิชชั่นโฆษณาร้านค้า, การจ่ายค่าคอมมิชชั่นโฆษณาร้านค้าโดยประมาณ,
การจ่ายค่าคอมมิชชั่นโฆษณาร้านค้าที่ต้องชำระจริง, โบนัสครีเอเตอร์แบบร่วมทุนโดยประมาณ, โบนัสครีเอเตอร์แบบร่วมทุนตามจริง,
เวลาที่สร้าง, เวลาชำระเงิน, Order Delivery Time, เวลาที่ชำระค่าคอมมิชชั่น, Platform""".replace("\n", " ")
RETURN_COLUMNS = """Return Order ID, Order ID, Order Amount, Order Status, Order Substatus,
Payment Method, SKU ID, Seller SKU, Product Name, SKU Name, Buyer Username, Return Type,
Time Requested, Return Reason, Return unit price, Return Quantity, Return Logistics Tracking ID,
Return Status, Return Sub Status, Refund Time, Dispute Status, Appeal Status, Compensation Status,
Compensation Amount, Buyer Note""".replace("\n", " ")
ESTIMATED, ACTUAL = "การจ่ายค่าคอมมิชชั่นมาตรฐานโดยประมาณ", "ค่าคอมมิชชั่นที่ต้องชำระจริง"
ZERO, CENT = Decimal(), Decimal("0.01")


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten months in which every layout changes, with enough orders for returns by creators."""
    period = {"start": date(2025, 12, 1), "end": date(2026, 9, 30)}
    return simulated_files(tmp_path_factory, "ten_months", 0.2, **period)


@pytest.fixture(scope="module")
def orders(exports: Path) -> dict[str, Order]:
    return tiktok_orders(exports)


@pytest.fixture(scope="module")
def known(exports: Path) -> dict[str, datetime]:
    """Month -> when its reports were downloaded: with the orders."""
    moments = [moment for moment, _ in tiktok_downloads(exports)]
    months = ["202512", *(f"2026{month:02d}" for month in range(1, 10))]
    return dict(zip(months, moments, strict=True))


@pytest.fixture(scope="module")
def confirmed(orders: dict[str, Order], known: dict[str, datetime]) -> list[Order]:
    """Orders that were paid, or accepted, when the reports of their month were downloaded."""
    return [
        order
        for order in orders.values()
        if order.confirmed and order.confirmed <= known[f"{order.created:%Y%m}"]
    ]


@pytest.fixture(scope="module")
def affiliate(exports: Path) -> dict[str, list[Row]]:
    """Per order, its rows in the newest affiliate file."""
    found: dict[str, list[Row]] = {}
    paths = sorted(
        (exports / "tiktok-affiliate").glob("affiliate_orders_*"),
        key=lambda path: path.stem[-8:],
    )
    assert len(paths) == 4
    for path in paths:
        of_file: dict[str, list[Row]] = defaultdict(list)
        (cells,) = sheets_of(path).values()
        assert cells[0] == [name.strip() for name in ORDER_COLUMNS.split(", ")]
        for row in rows_of(path):
            of_file[row["หมายเลขคำสั่งซื้อ"]].append(row)
        found |= of_file
    return found


def paid_for(order: Order) -> Decimal:
    return sum((amount(line["SKU Subtotal After Discount"]) for line in order.lines), ZERO)


def test_creators_orders_are_those_that_settle_with_a_commission(
    exports: Path, orders: dict[str, Order], affiliate: dict[str, list[Row]]
) -> None:
    settled: dict[str, list[Decimal]] = defaultdict(list)
    paid_out: dict[str, Decimal] = {}
    for path in (exports / "tiktok-income").iterdir():
        for row in rows_of(path):
            settled[row["หมายเลขคำสั่งซื้อ/การปรับ"]].append(amount(row["ค่าคอมมิชชั่นแอฟฟิลิเอต"]))
    for order_id, parts in settled.items():
        paid_out[order_id] = -sum(parts, ZERO)
        assert (order_id in affiliate) == any(parts)
        if order_id in affiliate:
            rows = affiliate[order_id]
            assert sum((amount(row[ESTIMATED]) for row in rows), ZERO) == -min(parts)
            told = sum((amount(row[ACTUAL]) for row in rows), ZERO)
            is_final = all(row["เวลาที่ชำระค่าคอมมิชชั่น"] for row in rows)
            if is_final and orders[order_id].created.date() < date(2026, 8, 16):
                assert abs(told - paid_out[order_id]) <= CENT
    confirmed = [order for order in orders.values() if order.confirmed]
    assert 0.16 < len(affiliate) / len(confirmed) < 0.24
    for order_id, rows in affiliate.items():
        lines = orders[order_id].lines
        assert {row["ID ของ SKU"] for row in rows} == {line["SKU ID"] for line in lines}
        assert sum(int(r["ปริมาณ"]) for r in rows) == sum(int(line["Quantity"]) for line in lines)
        assert sum(amount(row["Payment Amount"]) for row in rows) == paid_for(orders[order_id])
        for row in rows:
            assert re.fullmatch(r"\d{19}", row["รหัสเนื้อหา"]) and row["สกุลเงิน"] == "THB"
            assert row["เวลาที่สร้าง"] == f"{orders[order_id].created:%Y/%m/%d %H:%M:%S}"
            assert amount(row[ACTUAL]) <= amount(row[ESTIMATED]) + CENT
            assert (row[ACTUAL] == "") == (row["เวลาที่ชำระค่าคอมมิชชั่น"] == "")
    assert any(row["คืนสินค้าหรือคืนเงินทั้งหมดแล้ว"] == "ใช่" for of in affiliate.values() for row in of)


def test_two_headers_of_the_creators_list_were_renamed(
    exports: Path, confirmed: list[Order], affiliate: dict[str, list[Row]]
) -> None:
    sales: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for order in confirmed:
        if order.order_id in affiliate:
            handle = affiliate[order.order_id][0]["ชื่อผู้ใช้ของครีเอเตอร์"]
            sales[f"{order.created:%Y%m}", handle] += paid_for(order)
    for path in sorted((exports / "tiktok-affiliate").glob("*_Creator_List_*.xlsx")):
        found = re.search(r"_(\d{6})01-(\d{8})\.xlsx", path.name)
        assert found is not None
        month = found.group(1)
        of_gmv = "Creator-attributed" if month >= "202601" else "Affiliate-attributed"
        of_items = "Creator-attributed" if month >= "202603" else "Affiliate-attributed"
        videos = "Creator" if month >= "202601" else "Affiliate"
        for row in rows_of(path):
            gmv = row[f"{of_gmv} GMV"]
            assert gmv.startswith("฿") and int(row[f"{of_items} items sold"]) >= 0
            assert amount(gmv) == sales.pop((month, row["Creator name"]), ZERO)
            parts = (row["Creator LIVE-attributed GMV"], row[f"{videos} video-attributed GMV"])
            assert sum(map(amount, parts)) == amount(gmv)
            assert row["Est. flat fee"] == "--"
    assert not sales


def test_parts_of_a_product_add_up_and_its_names_repeat(
    exports: Path, confirmed: list[Order]
) -> None:
    sales: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    units: dict[tuple[str, str], int] = defaultdict(int)
    for order in confirmed:
        for line in order.lines:
            key = f"{order.created:%Y%m}", line["Product Name"]
            sales[key] += amount(line["SKU Subtotal After Discount"])
            units[key] += int(line["Quantity"])
    by_source: Counter[str] = Counter()
    months = sorted({f"{order.created:%Y%m}" for order in confirmed})
    paths = sorted((exports / "tiktok-insights").glob("product_list_*.xlsx"))
    assert len(paths) == len(months) == 10
    for month, path in zip(months, paths, strict=True):
        (cells,) = sheets_of(path).values()
        is_new = path.stem[-8:] >= "20260901"
        pattern = r"\d{4}-\d\d-01 ~ \d{4}-\d\d-\d\d" if is_new else r"Analysis date: 01/.*–\d\d/.*"
        assert re.fullmatch(pattern, cells[0][0])
        header = 2 if is_new else 3
        assert cells[header].count("GMV") == 4 and cells[header].count("CTR") == 4
        assert ("Listing status" in cells[header]) == (not is_new)
        for row in rows_of(path, header):
            key = month, row["Product Name"]
            assert amount(row["GMV"]) == sales.pop(key, ZERO)
            assert int(row["Items sold"]) == units.pop(key, 0)
            parts = {
                name: amount(row[f"{name} GMV"])
                for name in ("Seller LIVE-attributed", "Seller video-attributed",
                             "Creator-attributed", "Seller product card")
            }  # fmt: skip
            assert sum(parts.values()) == amount(row["GMV"])
            by_source.update({name: float(value) for name, value in parts.items()})
            assert re.fullmatch(r"17293\d{14}", row["Product ID"])
    assert not sales and not units
    total = sum(by_source.values())
    assert 0.15 < by_source["Creator-attributed"] / total < 0.25
    assert 0.015 < by_source["Seller LIVE-attributed"] / total < 0.25


def seconds_of(text: str) -> int:
    units = {"ชั่วโมง": 3600, "h": 3600, "นาที": 60, "min": 60, "วินาที": 1, "s": 1}
    return sum(int(n) * units[unit] for n, unit in re.findall(r"(\d+)([^\d\s]+)", text))


def test_lives_change_language_and_are_worth_what_was_ordered_in_them(
    exports: Path, affiliate: dict[str, list[Row]]
) -> None:
    truth = {
        (row["begins"][:16], row["seconds"], row["sales"]): row
        for row in truth_of(exports, "live_sessions.csv")
        if row["platform"] == "tiktok_shop"
    }
    of_creators, of_lives, languages = ZERO, Counter[str](), []
    for path in sorted((exports / "tiktok-insights").glob("Live Analysis_*.xlsx")):
        (cells,) = sheets_of(path).values()
        in_english = cells[0][0].startswith("Date Range: ")
        languages.append(in_english)
        assert cells[0][0].endswith("\n") == in_english and not any(cells[1])
        names = (
            ("Creator", "Launched Time", "Duration", "LIVE-attributed GMV (฿)")
            if in_english
            else ("ครีเอเตอร์", "เริ่ม", "ระยะเวลา", "GMV ที่มาจากไลฟ์ (฿)")
        )
        for row in rows_of(path, 2):
            handle, begins, duration, gmv = (row[name] for name in names)
            assert re.fullmatch(r"\d{4}/\d\d/\d\d/ \d\d:\d\d", begins)
            moment = f"{begins[:10].replace('/', '-')} {begins[12:]}"
            key = moment, str(seconds_of(duration)), str(amount(gmv))
            host = truth.pop(key)["host"]
            assert (handle == "piwsai.skincare.official") == (host == "shop")
            if not in_english:
                assert amount(row["มูลค่าสินค้ารวมจาก LIVE (฿)"]) <= amount(gmv)
                direct = int(row["คำสั่งซื้อ SKU จาก LIVE"])
                assert direct <= int(row["คำสั่งซื้อ SKU ที่สร้างขึ้น"])
            of_lives[host] += 1
            of_creators += amount(gmv) if host == "creator" else ZERO
    assert not truth and languages == [False] * 6 + [True] * 4
    assert min(of_lives.values()) > 100
    in_orders = sum(
        (amount(row["Payment Amount"]) for of in affiliate.values() for row in of
         if row["ประเภทเนื้อหา"] == "LIVE"), ZERO,
    )  # fmt: skip
    assert 0 <= in_orders - of_creators < in_orders / 50  # some were paid after the download


def test_sessions_are_credited_with_their_planted_share_and_have_no_lift(
    exports: Path, confirmed: list[Order], affiliate: dict[str, list[Row]]
) -> None:
    sessions = [
        (datetime.fromisoformat(row["begins"]), int(row["seconds"]), Decimal(row["sales"]))
        for row in truth_of(exports, "live_sessions.csv")
        if (row["platform"], row["host"]) == ("tiktok_shop", "shop")
    ]
    own = [order for order in confirmed if order.order_id not in affiliate]
    within, credited, on_live_days, at_same_time = ZERO, ZERO, 0, Counter[bool]()
    evenings = {begins.date() for begins, _, _ in sessions}
    for begins, seconds, sales in sessions:
        credited += sales
        within += sum(
            (
                paid_for(order)
                for order in own
                if 0 <= (order.created - begins).total_seconds() < seconds
            ),
            ZERO,
        )
    assert 0.3 < credited / within < 0.6
    for order in own:
        if order.created.day != order.created.month:  # but for double days
            on_live_days += order.created.date() in evenings
            at_same_time[order.created.date() in evenings] += 19 <= order.created.hour < 21
    share = on_live_days / sum(1 for o in own if o.created.day != o.created.month)
    evening_share = at_same_time[True] / max(1, at_same_time.total())
    assert abs(evening_share - share) < 0.15


def test_a_broken_off_session_begins_anew_within_its_minute(exports: Path) -> None:
    minutes = Counter(
        (row["host"], row["begins"][:16])
        for row in truth_of(exports, "live_sessions.csv")
        if row["platform"] == "tiktok_shop" and row["host"] == "shop"
    )
    assert Counter(minutes.values())[2] > 1


def test_videos_of_two_months_are_two_windows(
    exports: Path, affiliate: dict[str, list[Row]]
) -> None:
    per_video: dict[str, int] = defaultdict(int)
    by_creators = ZERO
    paths = sorted((exports / "tiktok-insights").glob("Video Performance List_*.xlsx"))
    for path in paths:
        (cells,) = sheets_of(path).values()
        in_english = cells[0][0].startswith("[Date Range]: ")
        assert in_english or (cells[0][0].startswith("[ช่วงวันที่]: ") and not any(cells[1]))
        rows = rows_of(path, 1 if in_english else 2)
        prefix = "Shoppable video attributed GMV" if in_english else "GMV ที่มาจากวิดีโอขายสินค้า"
        handle = "Creator name" if in_english else "ชื่อครีเอเตอร์"
        ids = [row["Video ID" if in_english else "วิดีโอ ID"] for row in rows]
        assert len(set(ids)) == len(ids) and all(re.fullmatch(r"\d{19}", each) for each in ids)
        for video, row in zip(ids, rows, strict=True):
            per_video[video] += 1
            if row[handle] != "piwsai.skincare.official":
                by_creators += amount(row[f"{prefix} (฿)"])
        last = path.stem[-8:]
        assert all(row["Time" if in_english else "เวลา"].replace("/", "") <= last for row in rows)
    assert len(paths) == 10 and max(per_video.values()) >= 2
    in_orders = sum(
        (amount(row["Payment Amount"]) for of in affiliate.values() for row in of
         if row["ประเภทเนื้อหา"] == "วิดีโอ"), ZERO,
    )  # fmt: skip
    assert abs(by_creators - in_orders) < in_orders / 100  # some were paid after the download


def test_returns_tell_of_the_orders_refunds(exports: Path, orders: dict[str, Order]) -> None:
    newest: dict[str, list[Row]] = {}
    states: dict[str, list[str]] = defaultdict(list)
    paths = sorted((exports / "tiktok-returns").iterdir())
    assert len(paths) == 10
    for path in paths:
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            of_file: dict[str, list[Row]] = defaultdict(list)
            for row in reader:
                assert row["Return Order ID"].endswith("\t") and row["Time Requested"][-1] == "\t"
                of_file[row["Return Order ID"].strip()].append(row)
            assert reader.fieldnames == [name.strip() for name in RETURN_COLUMNS.split(", ")]
        newest |= of_file
        for return_id, rows in of_file.items():
            states[return_id].append(rows[0]["Return Status"])
    refunds: dict[str, Decimal] = defaultdict(Decimal)
    for rows in newest.values():
        order = orders[rows[0]["Order ID"].strip()]
        for row in rows:
            assert amount(row["Return unit price"]) <= amount(row["Order Amount"])
            is_refunded = row["Return Status"] == "Completed"
            assert (row["Refund Time"] != "") == is_refunded
            if is_refunded:
                refunds[order.order_id] += amount(row["Return unit price"])
    stated = {
        order.order_id: amount(order.lines[0]["Order Refund Amount"])
        for order in orders.values()
        if order.lines[0]["Cancelation/Return Type"] == "Return/Refund"
    }
    assert refunds == stated and len(stated) > 5
    assert any(
        before == "In process" and after == "Completed"
        for of in states.values()
        for before, after in pairwise(of)
    )
    assert any("Canceled" in of for of in states.values())


# --- both marketplaces -------------------------------------------------------------------------

REPORTS = (
    "shopee-insights", "shopee-returns", "shopee-live", "shopee-wallet",
    "tiktok-insights", "tiktok-affiliate", "tiktok-returns",
)  # fmt: skip


def reports_below(exports: Path) -> dict[str, bytes]:
    return {
        path.relative_to(exports).as_posix(): path.read_bytes()
        for folder in (*REPORTS, "_truth")
        for path in sorted((exports / folder).iterdir())
        if path.name != "simulation.json"
    }


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("short")
    simulate(folder / "exports", scale=0.2, start=date(2026, 7, 20), end=date(2026, 9, 20))
    return folder / "exports"


def test_neither_blocks_nor_a_second_run_change_a_report(
    short: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world_orders, "BLOCK_ORDERS", 11)
    simulate(tmp_path, scale=0.2, start=date(2026, 7, 20), end=date(2026, 9, 20))
    assert reports_below(tmp_path) == reports_below(short)


def test_ingest_lands_every_row_of_every_report(short: Path, tmp_path: Path) -> None:
    folders = Folders(tmp_path)
    for name, content in reports_below(short).items():
        if not name.startswith("_truth/"):
            folders.put(name, content)
    found = folders.ingest()
    assert not found.refused
    assert {(row.platform, row.entity) for row in found.new} == {
        *(("shopee", of) for of in ("shop_stats", "sales_overview", "product_performance",
          "returns", "live_sessions", "live_overview", "video_overview", "wallet")),
        *(("tiktok_shop", of) for of in ("affiliate_orders", "affiliate_creators", "returns",
          "affiliate_videos", "live_sessions", "videos", "product_performance")),
    }  # fmt: skip
    for row in found.new:
        assert (row.rows_quarantined, row.unknown_headers) == (0, "[]"), row.file
    assert sum(row.rows_landed for row in found.new) > 500
