"""The simulated shop's TikTok Shop settlements, compared with its orders and the truth."""

import csv
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

HEADER = """หมายเลขคำสั่งซื้อ/การปรับ, ประเภทธุรกรรม, เวลาที่สร้างคำสั่งซื้อ, เวลาที่ชำระคำสั่งซื้อ, สกุลเงิน,
จำนวนเงินที่ชำระทั้งหมด, รายได้รวม, ยอดรวมค่าสินค้าหลังหักส่วนลดจากผู้ขาย, ยอดรวมค่าสินค้าก่อนหักส่วนลด,
ส่วนลดจากร้านค้า, ยอดรวมเงินคืนหลังหักส่วนลดจากร้านค้า, ยอดรวมเงินคืนก่อนหักส่วนลดจากร้านค้า, เงินคืนจากส่วนลดร้านค้า,
ค่าธรรมเนียมทั้งหมด, ค่าธรรมเนียมคำสั่งซื้อ, ค่าคอมมิชชั่น TikTok Shop,
การผ่อนชำระด้วยบัตรเครดิต - มีอัตราดอกเบี้ย, ยอดรวมค่าจัดส่งที่ร้านค้าจ่ายจริง, ค่าธรรมเนียมการจัดส่งจริง,
ส่วนลดค่าธรรมเนียมการจัดส่งจากแพลตฟอร์ม, ค่าธรรมเนียมการจัดส่งของลูกค้า, เงินสนับสนุนการจัดส่ง,
ค่าธรรมเนียมการจัดส่งสินค้าคืนตามจริง, เงินคืนสำหรับค่าจัดส่ง, ค่าคอมมิชชั่นแอฟฟิลิเอต,
ค่าคอมมิชชั่นของพาร์ทเนอร์แอฟฟิลิเอต, ค่าคอมมิชชั่นโฆษณาร้านค้าแอฟฟิลิเอต,
เงินมัดจำค่าคอมมิชชั่นของแอฟฟิลิเอต, การคืนเงินค่าคอมมิชชั่นแอฟฟิลิเอต, ค่าธรรมเนียมการบริการ SFP,
ค่าธรรมเนียมบริการคืนเงินโบนัส, ค่าธรรมเนียมสนับสนุนการเติบโตของร้านค้า, ค่าธรรมเนียมโครงสร้างพื้นฐาน,
ค่าธรรมเนียมพรีออเดอร์, ค่าบริการของคูปองไลฟ์คุ้ม, ค่าบริการคูปอง Xtra, ค่าบริการโปรแกรม EAMS,
ค่าบริการแบรนด์ดัง ลดแรง/แฟลชเซล, ค่าธรรมเนียมโปรแกรม TikTok PayLater, ค่าทรัพยากรแคมเปญ, คูปอง GMV Max,
ค่าโฆษณา GMV Max, ภาษีการขายสำหรับคูปอง GMV Max, จำนวนการปรับยอด, หมายเลขคำสั่งซื้อที่เกี่ยวข้อง""".replace(
    "\n", " "
)
COLUMNS = [name.strip() for name in HEADER.split(", ")]
ORDER_ID, TYPE, CREATED, SETTLED, CURRENCY, NET, REVENUE, AFTER = COLUMNS[:8]
REFUND, FEES, SHIPPING = COLUMNS[10], COLUMNS[13], COLUMNS[17]
ROLL_UPS = {REVENUE, AFTER, REFUND, FEES, SHIPPING}
LEAVES = [name for name in COLUMNS[6:-1] if name not in ROLL_UPS]

Row = dict[str, str]


@pytest.fixture(scope="module")
def months(small_exports: Path) -> dict[str, list[Row]]:
    """The rows of each month's file."""
    found = {}
    for path in sorted((small_exports / "tiktok-income").iterdir()):
        stamp = re.fullmatch(r"income_(\d{14})\.xlsx", path.name)
        assert stamp is not None
        book = CalamineWorkbook.from_path(path)
        assert book.sheet_names == ["รายละเอียดคำสั่งซื้อ"]
        header, *cells = book.get_sheet_by_index(0).to_python()
        assert header == COLUMNS
        month = datetime.strptime(stamp.group(1), "%Y%m%d%H%M%S") - timedelta(days=1)
        rows = [dict(zip(COLUMNS, map(str, row), strict=True)) for row in cells]
        assert all(row[SETTLED].startswith(f"{month:%Y/%m}/") for row in rows)
        found[f"{month:%Y-%m}"] = rows
    return found


@pytest.fixture(scope="module")
def order_lines(small_exports: Path) -> dict[str, list[Row]]:
    """Per order, its rows in the newest file."""
    found: dict[str, list[Row]] = {}
    for path in sorted((small_exports / "tiktok").iterdir()):
        with path.open(encoding="utf-8-sig", newline="") as file:
            _, *rows = csv.DictReader(file)
        of_file: dict[str, list[Row]] = {}
        for row in rows:
            of_file.setdefault(row["Order ID"].strip(), []).append(row)
        found |= of_file
    return found


def gmv_of(lines: list[Row]) -> Decimal:
    return sum(
        (
            Decimal(line["SKU Subtotal Before Discount"]) - Decimal(line["SKU Seller Discount"])
            for line in lines
        ),
        Decimal(),
    )


def test_leaves_add_up_to_the_net_and_to_the_roll_ups(months: dict[str, list[Row]]) -> None:
    assert len(months) == 24 and len(COLUMNS) == 45
    refunds = 0
    for row in (row for rows in months.values() for row in rows):
        of = {name: Decimal(row[name]) for name in [*LEAVES, *ROLL_UPS, NET]}
        assert sum(of[name] for name in LEAVES) == of[NET] == of[REVENUE] + of[FEES]
        assert of[REVENUE] == of[AFTER] + of[REFUND]
        assert sum(of[name] for name in COLUMNS[18:24]) == of[SHIPPING]
        assert (row[TYPE], row[CURRENCY], row[COLUMNS[-1]]) == ("คำสั่งซื้อ", "THB", "/")
        assert re.fullmatch(r"\d{4}/\d\d/\d\d", row[CREATED]) and row[CREATED] < row[SETTLED]
        assert (of[NET] < 0) == (of[REFUND] < 0)
        refunds += of[REFUND] < 0
    assert refunds > 10


def test_every_delivered_order_settles_at_the_planted_rates(
    months: dict[str, list[Row]], order_lines: dict[str, list[Row]]
) -> None:
    rows = [row for of_month in months.values() for row in of_month]
    settled = {row[ORDER_ID]: row for row in rows if not Decimal(row[REFUND])}
    assert len(settled) == sum(not Decimal(row[REFUND]) for row in rows)
    cent, affiliate = Decimal("0.01"), 0
    for order_id, row in settled.items():
        gmv = gmv_of(order_lines[order_id])
        assert Decimal(row[AFTER]) == gmv
        for name, base, rate in (
            ("ค่าคอมมิชชั่น TikTok Shop", gmv, "0.0535"),
            (
                "ค่าธรรมเนียมคำสั่งซื้อ",
                Decimal(order_lines[order_id][0]["Order Amount"]),
                "0.0321",
            ),
        ):
            assert abs(-Decimal(row[name]) - base * Decimal(rate)) <= cent / 2
        affiliate += Decimal(row["ค่าคอมมิชชั่นแอฟฟิลิเอต"]) < 0
    assert 0.14 < affiliate / len(settled) < 0.26

    # A week to confirm and three days to transfer: what was delivered by then has settled.
    for order_id, lines in order_lines.items():
        delivered = lines[0]["Delivered Time"].strip()
        if lines[0]["Order Status"] == "ยกเลิกแล้ว" or not delivered:
            assert order_id not in settled or lines[0]["Order Status"] != "ยกเลิกแล้ว"
        elif datetime.strptime(delivered, "%d/%m/%Y %H:%M:%S").date() < date(2026, 10, 20):
            assert order_id in settled


def test_what_came_back_settles_again(
    months: dict[str, list[Row]], order_lines: dict[str, list[Row]]
) -> None:
    for row in (row for rows in months.values() for row in rows):
        if Decimal(row[REFUND]):
            lines = order_lines[row[ORDER_ID]]
            assert lines[0]["Cancelation/Return Type"] == "Return/Refund"
            assert Decimal(row[NET]) < 0 < -Decimal(row[REFUND]) <= gmv_of(lines)


def test_the_truth_is_what_the_files_say(small_exports: Path, months: dict[str, list[Row]]) -> None:
    with (small_exports / "_truth" / "settlements.csv").open(encoding="utf-8") as file:
        truth = [row for row in csv.DictReader(file) if row["platform"] == "tiktok_shop"]
    assert [row["month"] for row in truth] == list(months)
    for row in truth:
        rows = months[row["month"]]
        assert int(row["rows"]) == len(rows)
        assert Decimal(row["net"]) == sum(Decimal(of[NET]) for of in rows)
