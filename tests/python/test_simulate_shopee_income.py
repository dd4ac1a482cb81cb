"""The simulated shop's Shopee income, read back and compared with its orders and the truth."""

import csv
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from orchestration.simulate import downloads, simulate
from orchestration.simulate.parameters import DEFAULT_START, Parameters
from orchestration.simulate.world import orders, payouts
from orchestration.simulate.world.lifecycle import NEVER
from orchestration.simulate.world.marketplaces import PLATFORMS
from orchestration.simulate.world.shop import open_shop

HEADER = """หมายเลขคำสั่งซื้อ|วันที่ทำการสั่งซื้อ|ชื่อผู้ใช้ (ผู้ซื้อ)|ค่าธรรมเนียม (%)|วันที่โอนชำระเงินสำเร็จ
|สินค้าราคาปกติ|ส่วนลดสินค้าจากผู้ขาย|โค้ดส่วนลดที่ออกโดยผู้ขาย|โค้ดส่วนลดร่วมที่ออกโดยผู้ขาย
|จำนวนเงินที่ทำการคืนให้ผู้ซื้อ|ส่วนลดสินค้าที่ออกโดย Shopee|ค่าจัดส่งที่ชำระโดยผู้ซื้อ
|ค่าจัดส่งสินค้าที่ออกโดย Shopee|ค่าจัดส่งที่ Shopee ชำระโดยชื่อของคุณ|ค่าคอมมิชชั่น AMS|ค่าคอมมิชชั่น
|ค่าบริการ|ค่าธรรมเนียมโครงสร้างพื้นฐานแพลตฟอร์ม|ค่าธุรกรรมการชำระเงิน
|ค่าธรรมเนียมเติมเงินโฆษณาจากเงิน Escrow|ค่าธรรมเนียม ของโปรแกรมประหยัดค่าจัดส่ง|ภาษี
|จำนวนเงินทั้งหมดที่โอนแล้ว (฿)""".replace("\n", "").split("|")
ORDER_ID, PAID_ON, REFUND, NET = HEADER[0], HEADER[4], HEADER[9], HEADER[-1]
CENT = Decimal("0.01")

Row = dict[str, str]


def workbook(path: Path) -> list[list[str]]:
    book = CalamineWorkbook.from_path(path)
    # Blank rows above the header are counted, too.
    cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [[str(cell) for cell in row] for row in cells]


@pytest.fixture(scope="module")
def months(small_exports: Path) -> dict[str, list[Row]]:
    """The rows of each month's file."""
    found = {}
    for path in sorted((small_exports / "shopee-income").iterdir()):
        days = re.fullmatch(r"Income\.โอนเงินสำเร็จ\.th\.(\d{8})_(\d{8})\.xlsx", path.name)
        assert days is not None
        assert CalamineWorkbook.from_path(path).sheet_names == ["Income"]
        cells = workbook(path)
        assert cells[5] == HEADER
        first, last = (date.fromisoformat(day).isoformat() for day in days.groups())
        assert cells[1][:3] == ["piwsai.skincare.official", first, last]
        rows = [dict(zip(HEADER, row, strict=True)) for row in cells[6:]]
        assert all(first <= row[PAID_ON] <= last for row in rows)
        found[first[:7]] = rows
    return found


@pytest.fixture(scope="module")
def order_lines(small_exports: Path) -> dict[str, list[Row]]:
    """Per order, its lines in the newest file."""
    found: dict[str, list[Row]] = {}
    paths = (small_exports / "shopee").glob("*[0-9].xlsx")
    for path in sorted(paths, key=lambda path: path.stem[-8:]):
        header, *rows = workbook(path)
        of_file: dict[str, list[Row]] = defaultdict(list)
        for cells in rows:
            # Of the names that stand twice the first is meant.
            row = dict(zip(reversed(header), reversed(cells), strict=True))
            of_file[row[ORDER_ID]].append(row)
        found |= of_file
    return found


def amount(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def test_the_parts_of_each_row_add_up(months: dict[str, list[Row]]) -> None:
    for row in (row for rows in months.values() for row in rows):
        assert sum(amount(row[name]) for name in HEADER[5:-1]) == amount(row[NET])
        fees = [amount(row[name]) for name in ("ค่าคอมมิชชั่น", "ค่าบริการ")]
        if amount(row[REFUND]):
            assert amount(row[REFUND]) < 0 <= min(fees) and amount(row[NET]) < 0
        else:
            assert max(fees) < 0 < amount(row["สินค้าราคาปกติ"])


def test_every_completed_order_is_paid_out_once(
    months: dict[str, list[Row]], order_lines: dict[str, list[Row]]
) -> None:
    rows = [row for of_month in months.values() for row in of_month]
    paid = {row[ORDER_ID]: row for row in rows if not amount(row[REFUND])}
    assert len(paid) == sum(not amount(row[REFUND]) for row in rows)
    last_day = date(2026, 10, 31)
    checked = 0
    for order_id, lines in order_lines.items():
        completed = lines[0]["เวลาที่ทำการสั่งซื้อสำเร็จ"][:10]
        if lines[0]["สถานะการสั่งซื้อ"] == "ยกเลิกแล้ว":
            assert order_id not in paid
        if not completed or date.fromisoformat(completed) > last_day - timedelta(days=3):
            continue
        row = paid[order_id]
        checked += 1
        waited = date.fromisoformat(row[PAID_ON]) - date.fromisoformat(completed)
        assert 1 <= waited.days <= 3
        gmv = sum(amount(line["ราคาขายสุทธิ"]) for line in lines)
        assert amount(row["สินค้าราคาปกติ"]) + amount(row["ส่วนลดสินค้าจากผู้ขาย"]) == gmv
        for name, of_order in (
            ("โค้ดส่วนลดที่ออกโดยผู้ขาย", "โค้ดส่วนลดชำระโดยผู้ขาย"),
            ("ค่าคอมมิชชั่น", "ค่าคอมมิชชั่น"),
            ("ค่าบริการ", "ค่าบริการ"),
            ("ค่าธุรกรรมการชำระเงิน", "Transaction Fee"),
        ):
            assert -amount(row[name]) == amount(lines[0][of_order])
    assert checked > 600


def test_what_came_back_is_taken_back(
    months: dict[str, list[Row]], order_lines: dict[str, list[Row]]
) -> None:
    rows = [row for of_month in months.values() for row in of_month]
    refunds = {row[ORDER_ID]: row for row in rows if amount(row[REFUND])}
    times = Counter(row[ORDER_ID] for row in rows)
    checked = 0
    for order_id, row in refunds.items():
        assert times[order_id] == 2
        if not any(amount(line["จำนวนที่ส่งคืน"]) for line in order_lines[order_id]):
            continue  # accepted after the newest file that holds the order
        checked += 1
        returned = sum(
            (
                amount(line["ราคาขายสุทธิ"]) * amount(line["จำนวนที่ส่งคืน"]) / amount(line["จำนวน"])
            ).quantize(CENT, ROUND_HALF_UP)
            for line in order_lines[order_id]
        )
        assert -amount(row[REFUND]) == returned
    assert checked > 10


def test_the_truth_is_what_the_files_say(small_exports: Path, months: dict[str, list[Row]]) -> None:
    with (small_exports / "_truth" / "settlements.csv").open(encoding="utf-8") as file:
        truth = [row for row in csv.DictReader(file) if row["platform"] == "shopee"]
    assert len(truth) == 24
    for row in truth:
        rows = months[row["month"]]
        assert int(row["rows"]) == len(rows)
        assert Decimal(row["net"]) == sum(amount(of[NET]) for of in rows)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_no_money_moves_later_than_the_files_look_back(platform: str) -> None:
    shop = open_shop(Parameters(5.0, 1, DEFAULT_START, date(2025, 1, 31)))
    latest = 0
    for block in orders.orders_between(shop, platform, 0, 91):
        for days in payouts.payout_days(shop, block):
            waited = days - block.day
            latest = max(latest, int(waited[days < NEVER // 200_000].max()))
    assert 15 < latest <= payouts.LOOK_BACK_DAYS


def test_a_long_report_comes_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    period = {"start": date(2024, 11, 1), "end": date(2024, 12, 31)}
    simulate(tmp_path / "whole", scale=0.1, **period)
    monkeypatch.setattr(orders, "BLOCK_ORDERS", 20)
    monkeypatch.setattr(downloads, "LINES_PER_WORKBOOK", 50)
    simulate(tmp_path / "parts", scale=0.1, **period)
    name = "Income.โอนเงินสำเร็จ.th.20241201_20241231"
    whole = workbook(tmp_path / "whole" / "shopee-income" / f"{name}.xlsx")
    parts = sorted((tmp_path / "parts" / "shopee-income").glob(f"{name}_part_*.xlsx"))
    assert len(parts) > 1
    rows = []
    for part in parts:
        cells = workbook(part)
        assert cells[:6] == whole[:6]
        rows += cells[6:]
    assert rows == whole[6:]
