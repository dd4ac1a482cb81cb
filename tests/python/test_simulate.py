"""The simulated shop: its files read back with other readers, against the truth it planted.

Header names and overlap rules are spelled out here a second time, from the format reference, so
that the package and its test check each other.
"""

import csv
import hashlib
import json
import re
import subprocess
import sys
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from ingest_helpers import deep
from python_calamine import CalamineWorkbook

from orchestration.simulate import SimulationError, downloads, simulate
from orchestration.simulate.files import meta_ads
from orchestration.simulate.parameters import DEFAULT_END, DEFAULT_START, Parameters
from orchestration.simulate.windows import meta_windows
from orchestration.simulate.world import orders
from orchestration.simulate.world.calendar import event_days, paydays
from orchestration.simulate.world.demand import plan_demand
from orchestration.simulate.world.shop import open_shop

CENT = Decimal("0.01")
SHORT = {"start": date(2024, 11, 1), "end": date(2025, 1, 20), "scale": 0.06}


def names(text: str, separator: str = ",") -> list[str]:
    return [name.strip() for name in text.split(separator)]


SHOPEE_HEADER = names(
    """
หมายเลขคำสั่งซื้อ | สถานะการสั่งซื้อ | Hot Listing | เหตุผลในการยกเลิกคำสั่งซื้อ
| สถานะการคืนเงินหรือคืนสินค้า | ชื่อผู้ใช้ (ผู้ซื้อ) | วันที่ทำการสั่งซื้อ | เวลาการชำระสินค้า
| ช่องทางการชำระเงิน | ช่องทางการชำระเงิน (รายละเอียด) | แผนการผ่อนชำระ | ค่าธรรมเนียม (%)
| ตัวเลือกการจัดส่ง | วิธีการจัดส่ง | *หมายเลขติดตามพัสดุ | วันที่คาดว่าจะทำการจัดส่งสินค้า
| เวลาส่งสินค้า | เลขอ้างอิง Parent SKU | ชื่อสินค้า | เลขอ้างอิง SKU (SKU Reference No.)
| ชื่อตัวเลือก | ราคาตั้งต้น | ราคาขาย | จำนวน | จำนวนที่ส่งคืน | ราคาขายสุทธิ | ส่วนลดจาก Shopee
| โค้ดส่วนลดชำระโดยผู้ขาย | โค้ด Coins Cashback ชำระโดยผู้ขาย
| โค้ดส่วนลดชำระโดย Shopee (เช่น โค้ดจากโปรแกรม ร้านโค้ดคุ้ม, โค้ดส่วนลด Shopee, โค้ดส่วนลด Shopee Mall)
| โค้ดส่วนลด | เข้าร่วมแคมเปญ bundle deal หรือไม่ | ส่วนลด bundle deal ชำระโดยผู้ขาย
| ส่วนลด bundle deal ชำระโดย Shopee | ส่วนลดจากการใช้เหรียญ | โปรโมชั่นช่องทางชำระเงินทั้งหมด
| ส่วนลดเครื่องเก่าแลกใหม่ | โบนัสส่วนลดเครื่องเก่าแลกใหม่ | ค่าคอมมิชชั่น | Transaction Fee
| ราคาสินค้าที่ชำระโดยผู้ซื้อ (THB) | ค่าจัดส่งที่ชำระโดยผู้ซื้อ | ค่าจัดส่งที่ Shopee ออกให้โดยประมาณ
| ค่าจัดส่งสินค้าคืน | ค่าบริการ | จำนวนเงินทั้งหมด | ค่าจัดส่งโดยประมาณ
| โบนัสส่วนลดเครื่องเก่าแลกใหม่จากผู้ขาย | ชื่อผู้รับ | หมายเลขโทรศัพท์ | หมายเหตุจากผู้ซื้อ
| ที่อยู่ในการจัดส่ง | ประเทศ | จังหวัด | เขต/อำเภอ | รหัสไปรษณีย์ | ประเภทคำสั่งซื้อ
| เวลาที่ทำการสั่งซื้อสำเร็จ | บันทึก | ผู้ซื้อร้องขอใบกำกับภาษี | ประเภทใบกำกับภาษี | ชื่อ | ประเภทสาขา
| ชื่อสาขา | รหัสประจำสาขา | ที่อยู่สำหรับออกใบกำกับภาษีแบบเต็มรูป | รายละเอียดที่อยู่ | แขวง/ตำบล
| เขต/อำเภอ | จังหวัด | รหัสไปรษณีย์ | หมายเลขประจำตัวผู้เสียภาษี
| หมายเลขโทรศัพท์สำหรับออกใบกำกับภาษี | อีเมลสำหรับรับใบกำกับภาษี
""",
    "|",
)
TIKTOK_FIRST_20 = """Order ID, Order Status, Order Substatus, Cancelation/Return Type,
Normal or Pre-order, SKU ID, Seller SKU, Product Name, Variation, Quantity, Sku Quantity of return,
SKU Unit Original Price, SKU Subtotal Before Discount, SKU Platform Discount, SKU Seller Discount,
SKU Subtotal After Discount, Shipping Fee After Discount, Original Shipping Fee,
Shipping Fee Seller Discount, Shipping Fee Platform Discount"""
TIKTOK_TIMES_TO_COUNTRY = """Created Time, Paid Time, RTS Time, Shipped Time, Delivered Time,
Cancelled Time, Cancel By, Cancel Reason, Fulfillment Type, Warehouse Name, Tracking ID,
Delivery Option, Shipping Provider Name, Buyer Message, Buyer Username, Recipient, Phone #,
Zipcode, Country, Province"""


TIKTOK_2025 = names(
    f"""{TIKTOK_FIRST_20}, Payment platform discount, Taxes, Small Order Fee, Order Amount,
Order Refund Amount, {TIKTOK_TIMES_TO_COUNTRY}, District, Detail Address,
Additional address information, Payment Method, Weight(kg), Product Category, Package ID,
Seller Note, Checked Status, Checked Marked by"""
)
TIKTOK_2026 = names(
    f"""{TIKTOK_FIRST_20}, Distance Shipping Fee, Distance Fee, Order Refund Amount,
Payment platform discount, Buyer Service Fee, Handling Fee, Shipping Insurance, Item Insurance,
Order Amount, {TIKTOK_TIMES_TO_COUNTRY}, Regency and City, Districts, Villages, Detail Address,
Additional address information, Payment Method, Weight(kg), Product Category, Package ID,
Purchase Channel, Seller Note, Checked Status, Checked Marked by, Tokopedia Invoice Number,
Order Channel, Creator Handle"""
)
SHOPEE_ADS_HEADER = names(
    """ลำดับ, ชื่อโฆษณา, สถานะ, ประเภทโฆษณา, รหัสสินค้า, ปรับแต่ง, การตั้งราคาประมูล, ตำแหน่ง, วันที่เริ่มต้น,
วันที่สิ้นสุด, การมองเห็น, จำนวนคลิก, อัตราการคลิก (CTR), Add to Cart, Add to Cart Rate, การสั่งซื้อ,
การสั่งซื้อโดยตรง, อัตราการสั่งซื้อ, อัตราการสั่งซื้อโดยตรง, ราคาต่อการสั่งซื้อ, ราคาต่อการสั่งซื้อโดยตรง,
สินค้าที่ขายแล้ว, สินค้าที่ขายแล้วโดยตรง, ยอดขาย, ยอดขายโดยตรง, ค่าโฆษณา, ยอดขาย/รายจ่าย (ROAS),
ผลตอบแทนจากการลงทุนโดยตรง (Direct ROAS), ACOS, อัตราส่วนค่าใช้จ่ายต่อรายได้โดยตรง (Direct ACOS),
การมองเห็นสินค้า, จำนวนคลิกสินค้า, อัตราการคลิกสินค้า (CTR), Voucher Amount, Vouchered Sales"""
)
META_HEADER = names(
    """ชื่อแคมเปญ, ชื่อชุดโฆษณา, ชื่อโฆษณา, ID โฆษณา, วัน, สถานะการแสดงโฆษณา, การเข้าถึง, อิมเพรสชัน,
ความถี่, ประเภทผลลัพธ์, ผลลัพธ์, ต้นทุนต่อผลลัพธ์, จำนวนเงินที่ใช้จ่ายไป (THB), การซื้อ,
ค่าคอนเวอร์ชั่นการซื้อ, จำนวนคลิก (ทั้งหมด), การคลิกลิงก์, CPC (ต้นทุนต่อการคลิกลิงก์) (THB),
CTR (ทั้งหมด), เริ่มการรายงาน, สิ้นสุดการรายงาน"""
)

Row = dict[str, str]


# --- reading the files as anyone would -------------------------------------------------------


class Download:
    """One order file: which is newer (`rank`), and its lines as text."""

    def __init__(self, path: Path, rank: Any, header: list[str], rows: list[list[str]]) -> None:
        self.path, self.rank, self.header, self.rows = path, rank, header, rows
        self.lines: list[Row] = [dict(zip(header, row, strict=True)) for row in rows]


def shopee_download(path: Path) -> Download:
    found = re.search(r"(\d{8})_(\d{8})", path.name)
    assert found is not None
    workbook = CalamineWorkbook.from_path(path)
    assert workbook.sheet_names == ["orders"]
    cells = workbook.get_sheet_by_index(0).to_python()
    assert all(isinstance(cell, str) for row in cells for cell in row)
    # Of the names that appear twice, the first is the delivery address.
    header = [
        name if name not in cells[0][:i] else f"{name} (invoice)" for i, name in enumerate(cells[0])
    ]
    return Download(path, (found.group(2), found.group(1)), header, cells[1:])


def tiktok_download(path: Path) -> Download:
    text = path.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(text.decode("utf-8-sig").splitlines(keepends=True)))
    stamp = re.search(r"(\d{4}-\d\d-\d\d-\d\d_\d\d)", path.name)
    assert stamp is not None
    download = Download(path, stamp.group(1), rows[0], rows[1:])
    description, download.lines = download.lines[0], download.lines[1:]
    assert not description["Order ID"].strip().isdigit()
    return download


def newest(downloads: list[Download], order_id: str) -> dict[str, list[Row]]:
    """Per order, all lines of the newest file that holds it; a second copy of a file adds none."""
    lines: dict[str, list[Row]] = {}
    for download in sorted(downloads, key=lambda each: (each.rank, each.path.name)):
        of_file: dict[str, list[Row]] = defaultdict(list)
        for line in download.lines:
            of_file[line[order_id].strip()].append(line)
        lines |= of_file
    return lines


def amount(text: str) -> Decimal:
    return Decimal(text.replace(",", "").strip() or "0")


def read_csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def exports(two_years_exports: Path) -> Path:
    return two_years_exports


@pytest.fixture(scope="session")
def shopee(exports: Path) -> list[Download]:
    return [shopee_download(path) for path in sorted((exports / "shopee").iterdir())]


@pytest.fixture(scope="session")
def tiktok(exports: Path) -> list[Download]:
    return [tiktok_download(path) for path in sorted((exports / "tiktok").iterdir())]


@pytest.fixture(scope="session")
def record(exports: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((exports / "_truth" / "simulation.json").read_text())
    return content


# --- the same truth, computed from the files --------------------------------------------------


class Daily:
    """daily.csv's measures, summed up from files."""

    def __init__(self) -> None:
        self.days: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(
            lambda: defaultdict(Decimal)
        )

    def add(self, platform: str, day: str, counted: bool, **measures: Decimal) -> None:
        of_day = self.days[platform, day]
        of_day["orders_placed"] += 1
        if counted:
            of_day["orders_counted"] += 1
            for name, value in measures.items():
                of_day[name] += value


def shopee_daily(daily: Daily, downloads: list[Download]) -> None:
    for lines in newest(downloads, "หมายเลขคำสั่งซื้อ").values():
        first = lines[0]
        cancelled = first["สถานะการสั่งซื้อ"] == "ยกเลิกแล้ว"
        left = first["เวลาส่งสินค้า"] != ""
        gmv = sum((amount(line["ราคาขายสุทธิ"]) for line in lines), Decimal())
        voucher = amount(first["โค้ดส่วนลดชำระโดยผู้ขาย"])
        refund = Decimal()
        for line in lines:
            if line["สถานะการคืนเงินหรือคืนสินค้า"] == "คำขอได้รับการยอมรับแล้ว":
                share = amount(line["จำนวนที่ส่งคืน"]) / amount(line["จำนวน"])
                refund += (amount(line["ราคาขายสุทธิ"]) * share).quantize(CENT, ROUND_HALF_UP)
        daily.add(
            "shopee",
            first["วันที่ทำการสั่งซื้อ"][:10],
            first["สถานะการสั่งซื้อ"] != "ยังไม่ชำระ" and not (cancelled and not left),
            gmv=gmv,
            seller_vouchers=voucher,
            platform_vouchers=amount(first[SHOPEE_HEADER[29]]),
            platform_paid=amount(first[SHOPEE_HEADER[29]]) + amount(first["ส่วนลดจากการใช้เหรียญ"]),
            units=sum((amount(line["จำนวน"]) for line in lines), Decimal()),
            refunds_by_order_date=gmv - voucher if cancelled else refund,
        )


def tiktok_daily(daily: Daily, downloads: list[Download]) -> None:
    for lines in newest(downloads, "Order ID").values():
        first = lines[0]
        cancelled = first["Order Status"] == "ยกเลิกแล้ว"
        left = first["Tracking ID"].strip() != ""
        gmv = sum(
            (
                amount(line["SKU Subtotal Before Discount"]) - amount(line["SKU Seller Discount"])
                for line in lines
            ),
            Decimal(),
        )
        platform_discount = sum(
            (amount(line["SKU Platform Discount"]) for line in lines), Decimal()
        )
        stated = first["Order Refund Amount"]
        refund = gmv if cancelled and not stated else amount(stated)
        daily.add(
            "tiktok_shop",
            datetime.strptime(first["Created Time"].strip(), "%d/%m/%Y %H:%M:%S")
            .date()
            .isoformat(),
            first["Order Status"] != "ค้างชำระ" and not (cancelled and not left),
            gmv=gmv,
            platform_vouchers=platform_discount,
            platform_paid=platform_discount + amount(first["Payment platform discount"]),
            units=sum((amount(line["Quantity"]) for line in lines), Decimal()),
            refunds_by_order_date=refund,
        )


def test_daily_truth_is_what_the_newest_files_say(
    exports: Path, shopee: list[Download], tiktok: list[Download]
) -> None:
    daily = Daily()
    shopee_daily(daily, shopee)
    tiktok_daily(daily, tiktok)
    truth = [
        row
        for row in read_csv(exports / "_truth" / "daily.csv")
        if row["platform"] in ("shopee", "tiktok_shop")
    ]
    assert len(truth) == 2 * 730
    for row in truth:
        found = daily.days.pop((row["platform"], row["date"]), {})
        for name, value in list(row.items())[2:]:
            assert found.get(name, Decimal()) == Decimal(value), (row, name)
    assert not daily.days  # no order on a day the truth does not know


def test_counts_of_orders_lines_and_buyers(
    record: dict[str, Any], shopee: list[Download], tiktok: list[Download]
) -> None:
    for platform, files, order_id, buyer in (
        ("shopee", shopee, "หมายเลขคำสั่งซื้อ", "ชื่อผู้ใช้ (ผู้ซื้อ)"),
        ("tiktok_shop", tiktok, "Order ID", "Buyer Username"),
    ):
        lines = newest(files, order_id)
        assert record["counts"][platform] == {
            "orders": len(lines),
            "lines": sum(map(len, lines.values())),
            "distinct_buyers": len({each[0][buyer] for each in lines.values()}),
        }
    total = sum(of["orders"] for of in record["counts"].values())
    assert total == pytest.approx(60_000 * 0.15, rel=0.05)
    assert record["complete"] is True


# --- formats and their traps -------------------------------------------------------------------


def test_shopee_headers_are_the_references_74(shopee: list[Download]) -> None:
    assert len(SHOPEE_HEADER) == 74
    assert [Counter(SHOPEE_HEADER)[name] for name in SHOPEE_HEADER[68:71]] == [2, 2, 2]
    for download in shopee:
        raw = CalamineWorkbook.from_path(download.path).get_sheet_by_index(0).to_python()[0]
        assert raw == SHOPEE_HEADER


def test_tiktok_headers_are_the_references_in_both_layouts(tiktok: list[Download]) -> None:
    assert len(TIKTOK_2026) == 65
    layouts = [download.header for download in sorted(tiktok, key=lambda each: each.rank)]
    assert layouts[0] == TIKTOK_2025
    assert layouts[-1] == TIKTOK_2026
    assert all(layout in (TIKTOK_2025, TIKTOK_2026) for layout in layouts)


def test_file_names(exports: Path) -> None:
    assert {path.name for path in exports.iterdir()} == {
        "_maps", "_truth", "ga4", "google-ads", "lazada", "line-myshop", "line-oa", "meta",
        "sheets", "shopee", "shopee-ads", "shopee-income", "shopee-insights", "shopee-live",
        "shopee-returns", "shopee-wallet", "tiktok", "tiktok-ads", "tiktok-affiliate",
        "tiktok-income", "tiktok-insights", "tiktok-returns",
    }  # fmt: skip
    files = {path.relative_to(exports).as_posix() for path in exports.rglob("*") if path.is_file()}
    assert {
        "shopee/Order.all.20241101_20241130.xlsx",
        "shopee/Order.all.20260916_20261031.xlsx",
        "shopee-ads/ข้อมูล-Shopee-Ads-01_09_2026-30_09_2026.csv",
        "shopee-ads/ข้อมูล-Shopee-Ads-27_09_2026-27_09_2026.csv",
        "meta/skincare-โฆษณา-1-พ.ย.-2024-30-พ.ย.-2024.csv",
        "meta/skincare-โฆษณา-24-พ.ย.-2024-31-ธ.ค.-2024.csv",
        "sheets/product_master_20241101.csv",
    } <= files
    assert not [name for name in files if name.endswith("partial")]
    stamps = r"tiktok/ทั้งหมด คำสั่งซื้อ-\d{4}-\d\d-\d\d-\d\d_\d\d( \(1\))?\.csv"
    tiktok_files = [name for name in files if name.startswith("tiktok/")]
    assert len(tiktok_files) == 25 and all(re.fullmatch(stamps, name) for name in tiktok_files)
    assert len([name for name in files if name.startswith("shopee/")]) == 25
    assert len([name for name in files if name.startswith("meta/")]) == 24
    assert len([name for name in files if name.startswith("shopee-ads/")]) == 23 + 35


def test_one_order_file_of_each_marketplace_was_saved_twice(exports: Path) -> None:
    copies = [path for path in exports.rglob("*") if path.stem.endswith(" (1)")]
    folders = sorted(path.parent.name for path in copies)
    assert folders == ["lazada", "line-myshop", "shopee", "tiktok"]
    for copy in copies:
        original = copy.with_name(copy.stem.removesuffix(" (1)") + copy.suffix)
        assert copy.read_bytes() == original.read_bytes()


def test_orders_change_status_between_overlapping_files(
    shopee: list[Download], tiktok: list[Download]
) -> None:
    for files, order_id, status in (
        (shopee, "หมายเลขคำสั่งซื้อ", "สถานะการสั่งซื้อ"),
        (tiktok, "Order ID", "Order Status"),
    ):
        ordered = sorted(
            (each for each in files if "(1)" not in each.path.name), key=lambda each: each.rank
        )
        changed = 0
        for older, newer in pairwise(ordered):
            before = {line[order_id]: line[status] for line in older.lines}
            after = {line[order_id]: line[status] for line in newer.lines}
            shared = before.keys() & after.keys()
            assert shared
            changed += sum(before[order] != after[order] for order in shared)
        assert changed > 100


def test_shopee_traps(shopee: list[Download]) -> None:
    orders_found = newest(shopee, "หมายเลขคำสั่งซื้อ")
    lines = [line for each in orders_found.values() for line in each]
    assert all(re.fullmatch(r"\d{6}[0-9A-Z]{8}", order) for order in orders_found)
    for line in lines:
        assert amount(line["ราคาขายสุทธิ"]) == amount(line["ราคาขาย"]) * amount(line["จำนวน"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", line["วันที่ทำการสั่งซื้อ"])
        assert line["ค่าธรรมเนียม (%)"].endswith("%")
    for each in orders_found.values():
        goods = sum(amount(line["ราคาขายสุทธิ"]) for line in each)
        first = each[0]
        off = [SHOPEE_HEADER[27], SHOPEE_HEADER[29], "ส่วนลดจากการใช้เหรียญ"]
        paid = goods - sum(amount(first[name]) for name in off)
        assert amount(first["ราคาสินค้าที่ชำระโดยผู้ซื้อ (THB)"]) == paid
        assert amount(first["จำนวนเงินทั้งหมด"]) == paid + amount(first["ค่าจัดส่งที่ชำระโดยผู้ซื้อ"])
        for name in (*SHOPEE_HEADER[:4], *SHOPEE_HEADER[27:30], *SHOPEE_HEADER[38:60]):
            assert len({line[name] for line in each}) == 1  # repeated on every line

    skus = "เลขอ้างอิง SKU (SKU Reference No.)"
    assert any(line[skus] == "" for line in lines)
    assert any(
        len({line[skus] for line in each if line[skus]}) < sum(bool(line[skus]) for line in each)
        for each in orders_found.values()
    )
    statuses = Counter((line["สถานะการสั่งซื้อ"], line["เวลาส่งสินค้า"] != "") for line in lines)
    assert statuses["ยกเลิกแล้ว", True] and statuses["ยกเลิกแล้ว", False]
    assert {status for status, _ in statuses} == {
        "ที่ต้องจัดส่ง", "กำลังจัดส่ง", "จัดส่งสำเร็จแล้ว", "สำเร็จแล้ว", "ยกเลิกแล้ว",
    } | ({"ยังไม่ชำระ"} & {status for status, _ in statuses})  # fmt: skip
    returned = [line for line in lines if line["จำนวนที่ส่งคืน"] != "0"]
    assert returned
    assert all(
        line["สถานะการสั่งซื้อ"] == "สำเร็จแล้ว"
        and line["สถานะการคืนเงินหรือคืนสินค้า"] == "คำขอได้รับการยอมรับแล้ว"
        for line in returned
    )
    assert any("ยังไม่ชำระ" in {line["สถานะการสั่งซื้อ"] for line in each.lines} for each in shopee)
    with_commas = {
        "," in line["ราคาขายสุทธิ"] for line in lines if amount(line["ราคาขายสุทธิ"]) >= 1000
    }
    assert with_commas == {True, False}


def test_tiktok_traps(tiktok: list[Download]) -> None:
    orders_found = newest(tiktok, "Order ID")
    lines = [line for each in orders_found.values() for line in each]
    assert all(re.fullmatch(r"5\d{17}", order) for order in orders_found)
    assert any(str(int(float(order))) != order for order in orders_found)
    for line in lines:
        assert line["Order ID"].endswith("\t") and line["Created Time"].endswith("\t")
        assert line["SKU ID"].endswith("\t") and line["Package ID"].endswith("\t")
        assert amount(line["SKU Subtotal After Discount"]) == (
            amount(line["SKU Subtotal Before Discount"])
            - amount(line["SKU Platform Discount"])
            - amount(line["SKU Seller Discount"])
        )
    for each in orders_found.values():
        first = each[0]
        assert amount(first["Order Amount"]) == (
            sum(amount(line["SKU Subtotal After Discount"]) for line in each)
            + amount(first["Shipping Fee After Discount"])
            - amount(first["Payment platform discount"])
        )
        keys = [(line["SKU ID"], line["Package ID"]) for line in each]
        assert len(set(keys)) == len(keys)
        for name in ("Order Status", "Order Amount", "Order Refund Amount", "Created Time"):
            assert len({line[name] for line in each}) == 1
    assert any(len({line["SKU ID"] for line in each}) < len(each) for each in orders_found.values())
    tracked = [line for line in lines if line["Cancelled Time"] and line["Tracking ID"]]
    assert {line["Order Refund Amount"] == "" for line in tracked} == {True, False}
    assert {line["Cancelation/Return Type"] for line in lines} == {"", "Cancel", "Return/Refund"}
    # The description row is quoted whole, and has commas that would break a naive split.
    second = tiktok[0].path.read_text(encoding="utf-8-sig").split("\n")[1]
    assert second.startswith('"') and ", " in second


# --- advertising -------------------------------------------------------------------------------


class AdsReport:
    """One Shopee Ads file."""

    def __init__(self, path: Path) -> None:
        text = path.read_bytes()
        assert text.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(text.decode("utf-8-sig").splitlines()))
        assert rows[0] == ["รายงานโฆษณา CPC ทั้งหมด - Shopee ประเทศไทย"]
        assert [row[0] for row in rows[1:6]] == [
            "User Name", "ชื่อร้านค้า", "Shop ID", "รายงานถูกสร้างเมื่อ", "ระยะเวลา",
        ]  # fmt: skip
        assert rows[6] == []
        self.first, self.last = (
            datetime.strptime(part, "%d/%m/%Y").date() for part in rows[5][1].split(" - ")
        )
        self.header = rows[7]
        self.rows = [dict(zip(self.header, row, strict=True)) for row in rows[8:]]

    def total(self) -> tuple[Decimal, ...]:
        measures = ("ค่าโฆษณา", "การมองเห็น", "จำนวนคลิก", "การสั่งซื้อ", "ยอดขาย")
        return tuple(sum((amount(row[m]) for row in self.rows), Decimal()) for m in measures)


def ads_truth(exports: Path, channel: str) -> dict[tuple[str, str], tuple[Decimal, ...]]:
    return {
        (row["date"], row["period_end"]): tuple(
            Decimal(row[name])
            for name in ("spend", "impressions", "clicks", "claimed_orders", "claimed_revenue")
        )
        for row in read_csv(exports / "_truth" / "ads_daily.csv")
        if row["channel"] == channel
    }


def test_shopee_ads_truth_takes_days_before_months(exports: Path) -> None:
    reports = [AdsReport(path) for path in (exports / "shopee-ads").iterdir()]
    daily = {report.first: report.total() for report in reports if report.first == report.last}
    expected = {(day.isoformat(), ""): total for day, total in daily.items()}
    overlaps = 0
    for report in reports:
        if report.first == report.last:
            continue
        covered = [day for day in daily if report.first <= day <= report.last]
        overlaps += len(covered)
        rest = report.total()
        for day in covered:
            rest = tuple(month - of_day for month, of_day in zip(rest, daily[day], strict=True))
        last = min(covered, default=report.last + timedelta(days=1)) - timedelta(days=1)
        expected[report.first.isoformat(), last.isoformat()] = rest
    assert overlaps == 4
    assert ads_truth(exports, "shopee_ads") == expected

    without_cart = [name for name in SHOPEE_ADS_HEADER if not name.startswith("Add to Cart")]
    for report in reports:
        is_new = report.first >= date(2025, 7, 1)
        assert report.header == (SHOPEE_ADS_HEADER if is_new else without_cart)
        gmv_max = next(row for row in report.rows if row["ชื่อโฆษณา"] == "Shop GMV Max")
        assert (gmv_max["ประเภทโฆษณา"], gmv_max["รหัสสินค้า"]) == ("", "-")
    assert (len(SHOPEE_ADS_HEADER), len(without_cart)) == (35, 33)


def meta_files(exports: Path) -> Iterator[tuple[Row, list[Row]]]:
    """(total row, data rows) per file."""
    for path in (exports / "meta").iterdir():
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        rows = read_csv(path)
        assert list(rows[0]) == META_HEADER
        totals = [row for row in rows if row["ชื่อโฆษณา"] == ""]
        assert len(totals) == 1
        assert totals[0] is rows[0] or totals[0] is rows[-1]
        label = "รวมทั้งหมด" if totals[0] is rows[-1] else ""
        assert totals[0]["ชื่อแคมเปญ"] == label
        yield totals[0], [row for row in rows if row is not totals[0]]


META_SUMS = (
    "จำนวนเงินที่ใช้จ่ายไป (THB)",
    "อิมเพรสชัน",
    "จำนวนคลิก (ทั้งหมด)",
    "การซื้อ",
    "ค่าคอนเวอร์ชั่นการซื้อ",
)


def test_meta_totals_equal_their_data(exports: Path) -> None:
    labels = set()
    for total, rows in meta_files(exports):
        labels.add(total["ชื่อแคมเปญ"])
        for name in (*META_SUMS, "การคลิกลิงก์"):
            assert amount(total[name]) == sum(amount(row[name]) for row in rows)
        assert amount(total["การเข้าถึง"]) < sum(amount(row["การเข้าถึง"]) for row in rows)
        # There may be no ads on the first or the last days.
        assert total["เริ่มการรายงาน"] <= min(row["วัน"] for row in rows)
        assert total["สิ้นสุดการรายงาน"] >= max(row["วัน"] for row in rows)
        for row in rows:
            assert row["วัน"] == row["เริ่มการรายงาน"] == row["สิ้นสุดการรายงาน"]
    assert labels == {"", "รวมทั้งหมด"}


def test_meta_restates_the_last_week_and_the_newest_file_wins(exports: Path) -> None:
    days: dict[str, tuple[str, list[Row]]] = {}
    stated: dict[tuple[str, str], list[tuple[str, Row]]] = defaultdict(list)
    for total, rows in meta_files(exports):
        end = total["สิ้นสุดการรายงาน"]
        for row in rows:
            stated[row["วัน"], row["ID โฆษณา"]].append((end, row))
            if days.get(row["วัน"], ("", []))[0] < end:
                days[row["วัน"]] = (end, [])
            if days[row["วัน"]][0] == end:
                days[row["วัน"]][1].append(row)
    truth = ads_truth(exports, "facebook")
    assert truth == {
        (day, ""): tuple(sum((amount(row[m]) for row in rows), Decimal()) for m in META_SUMS)
        for day, (_, rows) in days.items()
    }

    higher = 0
    for versions in stated.values():
        (_, first), *later = sorted(versions, key=lambda version: version[0])
        for _, row in later:
            assert row["จำนวนเงินที่ใช้จ่ายไป (THB)"] == first["จำนวนเงินที่ใช้จ่ายไป (THB)"]
            for name in ("การซื้อ", "ค่าคอนเวอร์ชั่นการซื้อ"):
                assert (
                    amount(first[name])
                    <= amount(row[name])
                    <= amount(first[name]) * Decimal("1.15")
                )
                higher += amount(first[name]) < amount(row[name])
    assert higher > 20
    chats = [row for rows in stated.values() for _, row in rows if "ข้อความ" in row["ชื่อแคมเปญ"]]
    assert any(row["การซื้อ"] for row in chats)
    assert not any(row["ค่าคอนเวอร์ชั่นการซื้อ"] for row in chats)


def test_meta_purchases_come_in_late_but_never_more_than_15_percent() -> None:
    shop = open_shop(Parameters(40.0, 1, DEFAULT_START, date(2024, 12, 31)))
    window = meta_windows(shop.parameters)[0]  # November
    results = meta_ads.run_ads(shop)
    purchases, value = results.known(shop, window)
    for stated, final in ((purchases, results.purchases), (value, results.purchase_value)):
        assert (stated[:, :23] == final[:, :23]).all()
        last_week = slice(23, 30)
        assert (stated[:, last_week] <= final[:, last_week]).all()
        assert (100 * final[:, last_week] <= 115 * stated[:, last_week]).all()
        assert stated[:, last_week].sum() < 0.97 * final[:, last_week].sum()


# --- the seller's sheets, people, planted effects ----------------------------------------------


def test_product_masters_hold_the_planted_costs(exports: Path, record: dict[str, Any]) -> None:
    paths = sorted((exports / "sheets").glob("product_master_*"))
    assert len(paths) == len(record["unit_costs"]) == 3
    costs = []
    for path, truth in zip(paths, record["unit_costs"], strict=True):
        assert path.name == f"product_master_{truth['valid_from'].replace('-', '')}.csv"
        rows = read_csv(path)
        assert list(rows[0]) == names(
            "sku, product_name, category, supplier, unit_cost, list_price, currency,"
            " lead_time_days, valid_from"
        )
        costs.append({row["sku"]: row["unit_cost"] for row in rows})
        assert costs[-1] == {sku: cost or "" for sku, cost in truth["unit_cost"].items()}
        assert all(row["valid_from"] <= truth["valid_from"] for row in rows)
        assert any(row["valid_from"] == truth["valid_from"] for row in rows)
        assert 1 <= sum(row["unit_cost"] == "" for row in rows) <= 2
    known = [sku for sku in costs[0] if costs[0][sku] and costs[2][sku]]
    assert all(amount(costs[0][sku]) <= amount(costs[2][sku]) for sku in known)
    assert sum(amount(costs[0][sku]) < amount(costs[2][sku]) for sku in known) > 20


def workbook_cells(folder: Path) -> str:
    sheets = [CalamineWorkbook.from_path(path).get_sheet_by_index(0) for path in folder.iterdir()]
    return "\n".join(" ".join(map(str, row)) for sheet in sheets for row in sheet.to_python())


def test_planted_people_are_in_the_files(
    exports: Path, shopee: list[Download], tiktok: list[Download], record: dict[str, Any]
) -> None:
    cells = {
        "shopee": "\n".join(
            " ".join(row) for each in shopee for row in each.rows
        ),
        "tiktok_shop": "\n".join(" ".join(row) for each in tiktok for row in each.rows),
        "lazada": workbook_cells(exports / "lazada"),
        "line_oa": workbook_cells(exports / "line-myshop"),
    }  # fmt: skip
    people = read_csv(exports / "_truth" / "people.csv")
    for platform, counts in record["counts"].items():
        of_platform = [person for person in people if person["platform"] == platform]
        assert len(of_platform) == -(-counts["distinct_buyers"] // 50)
        assert len({person["phone"] for person in of_platform}) == len(of_platform)
        for person in of_platform:
            for name in ("name", "phone", "username", "address_line"):
                assert person[name] in cells[platform]


def test_paydays_move_back_to_a_working_day() -> None:
    assert paydays(2024, 11) == [date(2024, 11, 25), date(2024, 11, 29)]  # the 30th is a Saturday
    assert paydays(2025, 5) == [date(2025, 5, 23), date(2025, 5, 30)]  # the 25th is a Sunday
    # New Year's Eve and the bridge day before it are holidays.
    assert paydays(2024, 12) == [date(2024, 12, 25), date(2024, 12, 27)]


def test_planted_lifts_show_in_the_daily_truth(exports: Path, record: dict[str, Any]) -> None:
    placed: dict[date, float] = defaultdict(float)
    for row in read_csv(exports / "_truth" / "daily.csv"):
        placed[date.fromisoformat(row["date"])] += int(row["orders_placed"])
    for row in read_csv(exports / "_truth" / "channel_effects.csv"):  # the lifts are of the others
        placed[date.fromisoformat(row["date"])] -= float(row["incremental_orders_expected"])
    events = read_csv(exports / "_truth" / "events.csv")
    kinds: dict[date, set[str]] = defaultdict(set)
    for event in events:
        kinds[date.fromisoformat(event["date"])].add(event["kind"])
    touched = set(kinds)
    for day, of_day in list(kinds.items()):
        if "double_day" in of_day:
            touched |= {day - timedelta(days=1), day + timedelta(days=1)}

    def found(days: list[date]) -> float:
        """Orders on the days over orders on the same weekdays of untouched weeks around them."""
        base = 0.0
        for day in days:
            near = [day + timedelta(days=7 * k) for k in (-3, -2, -1, 1, 2, 3)]
            calm = [placed[each] for each in near if each in placed and each not in touched]
            base += sum(calm) / len(calm)
        return sum(placed[day] for day in days) / base

    lifts = record["demand"]["event_lifts"]
    double_days = [day for day, of_day in kinds.items() if of_day == {"double_day"}]
    large = [day for day in double_days if day.month in (9, 11, 12)]
    small = [day for day in double_days if day.month not in (9, 11, 12)]
    assert found(large) == pytest.approx(lifts["double_day_large"], rel=0.20)
    assert found(small) == pytest.approx(lifts["double_day"], rel=0.20)
    assert found([d for d, of in kinds.items() if of == {"payday"}]) == pytest.approx(
        lifts["payday"], rel=0.15
    )
    before = [day - timedelta(days=1) for day in double_days]
    assert found([day for day in before if day not in kinds and day in placed]) < 0.95


def test_planted_lifts_are_exact_in_a_large_shop() -> None:
    parameters = Parameters(500.0, 3, DEFAULT_START, DEFAULT_END)
    plan = plan_demand(parameters, "shopee")
    assert plan.orders.sum() / plan.rate.sum() == pytest.approx(1.0, abs=0.01)
    shares = plan.new_customers / plan.orders
    assert shares[1] == pytest.approx(0.9, abs=0.01)
    assert shares[-1] == pytest.approx(0.43, abs=0.01)


def test_planted_pairs_are_bought_together(shopee: list[Download], record: dict[str, Any]) -> None:
    baskets = [
        {line["เลขอ้างอิง SKU (SKU Reference No.)"] for line in each}
        for each in newest(shopee, "หมายเลขคำสั่งซื้อ").values()
    ]
    for pair in record["basket_pairs"]:
        with_first = [basket for basket in baskets if pair["sku"] in basket]
        both = sum(pair["adds"] in basket for basket in with_first)
        everywhere = sum(pair["adds"] in basket for basket in baskets) / len(baskets)
        assert both / len(with_first) > pair["probability"] * 0.7
        assert both / len(with_first) > 2 * everywhere


def test_customers_come_back_less_the_longer_they_are_gone() -> None:
    shop = open_shop(Parameters(1.0, 5, DEFAULT_START, DEFAULT_END))
    plan = shop.plans["shopee"]
    ages: Counter[int] = Counter()
    orders_per_customer: Counter[int] = Counter()
    for block in orders.orders_between(shop, "shopee", 0, 729):
        first_days = plan.first_day_of_customer(block.customer)
        ages.update(((block.day - first_days) // 90).tolist())
        orders_per_customer.update(block.customer.tolist())
    assert sorted(orders_per_customer) == list(range(plan.customer_count))
    once = sum(count == 1 for count in orders_per_customer.values()) / plan.customer_count
    assert 0.5 < once < 0.7
    assert ages[1] > ages[3] > ages[5]


# --- the run itself ----------------------------------------------------------------------------


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_parameters_same_bytes(tmp_path: Path) -> None:
    first = simulate(tmp_path / "first", **SHORT)
    simulate(tmp_path / "second", **SHORT)
    simulate(tmp_path / "other", seed=2, **SHORT)
    assert digests(tmp_path / "first") == digests(tmp_path / "second")
    assert {str(path.relative_to(tmp_path / "first")) for path in first.files} == {
        name for name in digests(tmp_path / "first") if not name.endswith("simulation.json")
    }
    other = digests(tmp_path / "other")
    same = {
        name for name, digest in digests(tmp_path / "first").items() if other.get(name) == digest
    }
    # The calendar, the column map, prices and costs do not depend on the seed.
    filled = {name for name in same if (tmp_path / "first" / name).read_text().count("\n") > 1}
    assert filled == {"_truth/events.csv", "_maps/line_myshop_orders.yml"} | {
        f"sheets/{name}.csv"
        for name in ("product_master_20241101", "cost_history", "price_history")
    }


def test_a_longer_period_leaves_the_past_alone() -> None:
    short = plan_demand(Parameters(1.0, 1, DEFAULT_START, date(2025, 3, 31)), "tiktok_shop")
    long = plan_demand(Parameters(1.0, 1, DEFAULT_START, DEFAULT_END), "tiktok_shop")
    days = len(short.orders)
    assert (short.orders == long.orders[:days]).all()
    assert (short.new_customers == long.new_customers[:days]).all()


def test_a_finished_simulation_is_left_alone(tmp_path: Path) -> None:
    calls: list[tuple[int, int, str]] = []
    first = simulate(tmp_path, progress=lambda *call: calls.append(call), **SHORT)
    assert [done for done, _, _ in calls] == list(range(1, calls[0][1] + 1))
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    again = simulate(tmp_path, progress=lambda *call: pytest.fail("wrote a file"), **SHORT)
    assert (first.skipped, again.skipped, again.files) == (False, True, ())
    assert (again.orders, again.lines) == (first.orders, first.lines)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before

    with pytest.raises(SimulationError, match=r"already holds another simulation \(scale 0\.06"):
        simulate(tmp_path, seed=2, **SHORT)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_an_unfinished_simulation_is_written_again(tmp_path: Path) -> None:
    class Killed(Exception):
        pass

    def kill(done: int, total: int, name: str) -> None:
        if done == 5:
            raise Killed

    with pytest.raises(Killed):
        simulate(tmp_path / "killed", progress=kill, **SHORT)
    record = json.loads((tmp_path / "killed" / "_truth" / "simulation.json").read_text())
    assert record["complete"] is False
    with pytest.raises(SimulationError):
        simulate(tmp_path / "killed", seed=9, **SHORT)
    assert not simulate(tmp_path / "killed", **SHORT).skipped
    simulate(tmp_path / "undisturbed", **SHORT)
    assert digests(tmp_path / "killed") == digests(tmp_path / "undisturbed")


@pytest.mark.parametrize(
    "wrong",
    [
        {"scale": 0.0},
        {"scale": -1.0},
        {"seed": -1},
        {"start": date(2025, 2, 1), "end": date(2025, 1, 1)},
    ],
)
def test_impossible_parameters_are_refused(tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(SimulationError):
        simulate(tmp_path / "nothing", **wrong)
    assert not (tmp_path / "nothing").exists()


def test_one_short_period(tmp_path: Path) -> None:
    """A shop a few days old, with days that have no order at all."""
    result = simulate(tmp_path, scale=0.01, start=date(2026, 10, 29), end=date(2026, 11, 2))
    assert result.orders < 20
    downloads = [shopee_download(path) for path in (tmp_path / "shopee").iterdir()]
    assert {download.rank for download in downloads} == {
        ("20261031", "20261029"), ("20261102", "20261029"),
    }  # fmt: skip


def test_order_blocks_and_workbook_parts_change_no_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = simulate(tmp_path / "whole", **SHORT)
    monkeypatch.setattr(orders, "BLOCK_ORDERS", 7)
    monkeypatch.setattr(downloads, "LINES_PER_WORKBOOK", 60)
    parts = simulate(tmp_path / "parts", **SHORT)
    assert (whole.orders, whole.lines) == (parts.orders, parts.lines)

    def others(folder: Path) -> dict[str, str]:
        workbooks = (
            "lazada/", "line-myshop/", "shopee/", "shopee-income/", "shopee-returns/",
            "shopee-wallet/", "tiktok-income/", "tiktok-affiliate/affiliate_orders",
        )  # fmt: skip
        """Those that do not come in parts."""
        return {name: d for name, d in digests(folder).items() if not name.startswith(workbooks)}

    assert others(tmp_path / "whole") == others(tmp_path / "parts")
    for path in sorted((tmp_path / "whole" / "shopee").glob("*[0-9].xlsx")):
        pieces = list((tmp_path / "parts" / "shopee").glob(f"{path.stem}_part_*[0-9].xlsx"))
        assert len(pieces) > 1
        found = []
        for number in range(1, len(pieces) + 1):
            name = f"{path.stem}_part_{number}_of_{len(pieces)}.xlsx"
            found += shopee_download(path.with_name(name).parents[2] / "parts/shopee" / name).rows
        assert found == shopee_download(path).rows


def test_memory_does_not_grow_with_the_shop() -> None:
    def peak(scale: float) -> int:
        shop = open_shop(Parameters(scale, 1, date(2024, 11, 1), date(2024, 11, 30)))
        tracemalloc.start()
        count = sum(len(block) for block in orders.orders_between(shop, "shopee", 0, 29))
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert count > 2 * orders.BLOCK_ORDERS
        return highest

    assert peak(120.0) < 1.25 * peak(20.0)


@pytest.mark.skipif(deep(0, 1) == 0, reason="takes minutes; make test-deep")
def test_memory_of_the_whole_command_does_not_grow_with_the_shop(tmp_path: Path) -> None:
    """What is left to grow is a workbook's part, until it has its 50,000 lines."""
    # A file: of a program given by `-c` DuckDB thinks that somebody sits there, and draws progress.
    program = tmp_path / "peak.py"
    program.write_text(
        """import resource, sys
from datetime import date
from pathlib import Path
from orchestration.simulate import simulate
simulate(Path(sys.argv[1]), scale=float(sys.argv[2]), start=date(2024, 11, 1),
         end=date(2025, 1, 31), dirt=True)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"""
    )

    def peak(scale: int) -> int:
        command = [sys.executable, program, str(tmp_path / str(scale)), str(scale)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return int(done.stdout) * (1 if sys.platform == "darwin" else 1024)

    small, large = peak(5), peak(20)
    assert large < 1.5 * small
    assert large < 600 * 2**20


def test_event_days_are_within_the_period(exports: Path) -> None:
    events = event_days(DEFAULT_START, DEFAULT_END)
    assert Counter(event.kind for event in events)["double_day"] == 24
    assert Counter(event.kind for event in events)["payday"] == 48
    written = read_csv(exports / "_truth" / "events.csv")
    assert [(row["date"], row["kind"], row["name"]) for row in written] == [
        (event.date.isoformat(), event.kind, event.name) for event in events
    ]
