"""Shopee's own reports about the simulated shop, compared with its order files and the truth."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from simulated_orders import Order, Row, amount, rows_of, sheets_of, shopee_orders, truth_of

STATS = [
    "วันที่", "ยอดขายทั้งหมด (THB)", "ยอดขายที่ไม่รวมส่วนลดจาก Shopee", "คำสั่งซื้อทั้งหมด",
    "ยอดขายเฉลี่ยต่อคำสั่งซื้อ", "จำนวนคลิก", "จำนวนผู้เยี่ยมชม", "อัตราการซื้อสินค้า", "คำสั่งซื้อที่ยกเลิก",
    "ยอดขายที่ยกเลิก", "คำสั่งซื้อที่คืนเงิน/คืนสินค้า", "ยอดขายที่คืนเงิน/คืนสินค้า", "# ของผู้ซื้อ", "# ของผู้ซื้อใหม่",
    "# ของผู้ซื้อเดิม", "# ผู้ที่อาจจะซื้อ", "อัตราการกลับมาซื้อซ้ำ",
]  # fmt: skip
BASES = {"Placed Order": "placed", "ยืนยันแล้ว": "confirmed", "Paid Order": "paid"}
LAST_DAY = date(2026, 10, 31)
ZERO = Decimal()


@pytest.fixture(scope="module")
def orders(small_exports: Path) -> dict[str, Order]:
    return shopee_orders(small_exports)


@pytest.fixture(scope="module")
def stats(small_exports: Path) -> dict[str, dict[str, list[list[str]]]]:
    """The sheets of each file of shop stats, by the days in its name."""
    found = {}
    for path in sorted((small_exports / "shopee-insights").glob("*.shopee-shop-stats.*")):
        name = re.fullmatch(r"[\w.]+\.shopee-shop-stats\.(\d{8}-\d{8})\.xlsx", path.name)
        assert name is not None
        found[name.group(1)] = sheets_of(path)
    return found


def is_month(days: str) -> bool:
    first, last = days.split("-")
    return first != last


def goods(order: Order) -> Decimal:
    """What Shopee calls sales: the goods after the seller's voucher."""
    voucher = amount(order.lines[0]["โค้ดส่วนลดชำระโดยผู้ขาย"])
    return sum((amount(line["ราคาขายสุทธิ"]) for line in order.lines), ZERO) - voucher


def on_basis(orders: dict[str, Order], basis: str) -> Iterator[tuple[datetime, Order]]:
    for order in orders.values():
        moment = {"placed": order.created, "confirmed": order.confirmed, "paid": order.paid}[basis]
        if moment is not None and moment.date() <= LAST_DAY:
            yield moment, order


def test_a_sheet_is_two_tables_and_the_upper_one_is_the_sum(
    stats: dict[str, dict[str, list[list[str]]]],
) -> None:
    assert sum(map(is_month, stats)) == 24 and len(stats) == 24 + 4
    for days, sheets in stats.items():
        assert list(sheets) == list(BASES)
        for header, summary, blank, again, *rows in sheets.values():
            assert header == STATS and not any(blank)
            assert again[0] == ("วันที่" if is_month(days) else "เวลา") and again[1:] == STATS[1:]
            assert re.fullmatch(r"\d\d-\d\d-\d{4}-\d\d-\d\d-\d{4}", summary[0])
            for position in (1, 2, 3, 8, 9, 10, 11):
                assert amount(summary[position]) == sum(amount(row[position]) for row in rows)
            assert all(re.fullmatch(r"\d+\.\d\d%|-", row[16]) for row in rows)
            assert len(rows) == (int(summary[0][11:13]) if is_month(days) else 24)


def test_each_basis_counts_the_shops_own_orders(
    small_exports: Path,
    orders: dict[str, Order],
    stats: dict[str, dict[str, list[list[str]]]],
) -> None:
    truth = {
        row["date"]: row
        for row in truth_of(small_exports, "platform_sales.csv")
        if row["platform"] == "shopee"
    }
    for sheet, basis in BASES.items():
        count: dict[str, int] = defaultdict(int)
        sales: dict[str, Decimal] = defaultdict(Decimal)
        buyers: dict[str, set[str]] = defaultdict(set)
        for moment, order in on_basis(orders, basis):
            day = moment.date().isoformat()
            count[day] += 1
            sales[day] += goods(order)
            buyers[day].add(order.lines[0]["ชื่อผู้ใช้ (ผู้ซื้อ)"])
        seen = 0
        for days, sheets in stats.items():
            for row in sheets[sheet][4:] if is_month(days) else []:
                day = "-".join(reversed(row[0].split("-")))
                assert (int(row[3]), amount(row[1])) == (count[day], sales[day]), (basis, day)
                assert int(row[12]) == len(buyers[day])
                assert int(row[13]) + int(row[14]) == int(row[12])
                assert int(truth[day][f"{basis}_orders"]) == count[day]
                assert Decimal(truth[day][f"{basis}_sales"]) == sales[day]
                seen += 1
        assert seen == len(truth) == 730
    assert sum(count.values()) > 500


def test_hours_add_up_to_their_day(stats: dict[str, dict[str, list[list[str]]]]) -> None:
    days = {
        row[0]: row
        for of, sheets in stats.items()
        for row in (sheets["ยืนยันแล้ว"][4:] if is_month(of) else [])
    }
    for of, sheets in stats.items():
        if not is_month(of):
            hours = sheets["ยืนยันแล้ว"][4:]
            assert [row[0][-5:] for row in hours] == [f"{hour:02d}:00" for hour in range(24)]
            day = days[hours[0][0][:10]]
            for position in (1, 2, 3):
                assert amount(day[position]) == sum(amount(row[position]) for row in hours)


def test_the_bridge_leads_from_shopees_sales_to_the_shops(small_exports: Path) -> None:
    daily = {(row["platform"], row["date"]): row for row in truth_of(small_exports, "daily.csv")}
    causes: dict[str, Decimal] = defaultdict(Decimal)
    for row in truth_of(small_exports, "platform_sales.csv"):
        ours = daily[row["platform"], row["date"]]
        assert row["counted_orders"] == ours["orders_counted"] and row["gmv"] == ours["gmv"]
        for of, base, vouchers in (
            ("orders", Decimal(row["counted_orders"]), ZERO),
            ("sales", Decimal(row["gmv"]), Decimal(row["vouchers"])),
        ):
            cause = {
                name: Decimal(row[f"{name}_{of}"])
                for name in ("unpaid", "never_left", "other_day", "after_download")
            }
            left = base - vouchers + cause["never_left"]
            assert Decimal(row[f"placed_{of}"]) == left + cause["unpaid"]
            late = cause["other_day"] + cause["after_download"]
            assert Decimal(row[f"confirmed_{of}"]) == left + late
            for name, value in cause.items():
                causes[f"{row['platform']} {name} {of}"] += abs(value)
        name = "seller_vouchers" if row["platform"] == "shopee" else "platform_vouchers"
        assert row["vouchers"] == ours[name]
    for cause in ("unpaid", "never_left"):
        assert causes[f"shopee {cause} sales"] and causes[f"tiktok_shop {cause} sales"]
    assert causes["shopee other_day sales"] and not causes["tiktok_shop other_day sales"]


def test_the_overview_has_placed_and_confirmed_side_by_side(
    small_exports: Path, stats: dict[str, dict[str, list[list[str]]]]
) -> None:
    paths = sorted((small_exports / "shopee-insights").glob("sales_overview_*.xlsx"))
    assert len(paths) == 10 and paths[0].name == "sales_overview_20260101-20260131.xlsx"
    for path in paths:
        rows = sheets_of(path)["Sales Overview"]
        assert rows[0][3] == "Sales (Placed Orders) (THB)" and not any(rows[2])
        assert rows[3][10] == "Sales(Confirmed Orders) (THB)" and len(rows[3]) == 14
        sheets = stats[path.stem.removeprefix("sales_overview_")]
        for row, placed, confirmed in zip(
            rows[4:], sheets["Placed Order"][4:], sheets["ยืนยันแล้ว"][4:], strict=True
        ):
            assert [row[0], row[4], row[5]] == [placed[0], placed[3], placed[1]]
            assert [row[9], row[10]] == [confirmed[3], confirmed[1]]


def test_products_and_their_variations_hold_the_same_sales(
    small_exports: Path, orders: dict[str, Order]
) -> None:
    units: dict[tuple[str, str], int] = defaultdict(int)
    sales: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    placed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for order in orders.values():
        for line in order.lines:
            parent = line["เลขอ้างอิง Parent SKU"]
            units[f"{order.created:%Y%m}", parent] += int(line["จำนวน"])
            placed[f"{order.created:%Y%m}", parent].add(order.order_id)
            if order.confirmed and order.confirmed.date() <= LAST_DAY:
                sales[f"{order.confirmed:%Y%m}", parent] += amount(line["ราคาขายสุทธิ"])
    truth: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in truth_of(small_exports, "platform_products.csv"):
        if row["platform"] == "shopee":
            truth[row["month"].replace("-", ""), row["sku"]] += Decimal(row["confirmed_sales"])
    paths = sorted(
        path
        for prefix in ("parentskudetail", "export_report")
        for path in (small_exports / "shopee-insights").glob(f"{prefix}.*.xlsx")
    )
    assert len(paths) == 24 and sum(path.name.startswith("export") for path in paths) == 8
    for path in paths:
        month = re.search(r"\.(\d{6})", path.name)
        assert month is not None
        parents: dict[str, Row] = {}
        for row in rows_of(path):
            assert (row["Current Item Status"] == "-") != (row["Current Variation Status"] == "-")
            if row["Current Variation Status"] == "-":
                parent, row["rest"] = row["Parent SKU"], row["Sales (Confirmed Order) (THB)"]
                parents[parent] = row
                key = month.group(1), parent
                assert amount(row["Sales (Confirmed Order) (THB)"]) == sales.pop(key, ZERO)
                assert int(row["Units (Placed Order)"].replace(",", "")) == units.pop(key, 0)
                assert int(row["Buyers (Placed Order)"]) == len(placed[key])
                assert row["SKU"] == "-" and re.fullmatch(r"\d+\.\d\d%|-", row["CTR"])
            else:
                left = amount(parents[parent]["rest"]) - amount(
                    row["Sales (Confirmed Order) (THB)"]
                )
                parents[parent]["rest"] = str(left)
                assert row["Product Clicks"] == "-" == row["CTR"] == row["Parent SKU"]
                if row["SKU"] != "-":
                    value = amount(row["Sales (Confirmed Order) (THB)"])
                    assert truth[month.group(1), row["SKU"]] == value
        assert all(amount(row["rest"]) == 0 for row in parents.values())
    assert not sales and not units  # no product sold that no file holds


def test_returns_are_those_of_the_orders(small_exports: Path, orders: dict[str, Order]) -> None:
    newest: dict[str, list[Row]] = {}
    states: dict[str, set[str]] = defaultdict(set)
    paths = sorted((small_exports / "shopee-returns").iterdir(), key=lambda path: path.stem[-8:])
    assert len(paths) == 24
    for path in paths:
        assert re.fullmatch(r"Order\.return_refund_cancel\.\d{8}_\d{8}\.xls", path.name)
        assert path.read_bytes()[:2] == b"PK"  # a workbook of the newer kind after all
        (cells,) = sheets_of(path).values()
        assert len(cells[0]) == 48 and cells[0].count("จังหวัด") == cells[0].count("รหัสไปรษณีย์") == 2
        of_file: dict[str, list[Row]] = defaultdict(list)
        for row in rows_of(path):
            of_file[row["หมายเลขคำขอคืนเงิน/คืนสินค้า"]].append(row)
            states[row["หมายเลขคำขอคืนเงิน/คืนสินค้า"]].add(row["สถานะการคืนเงินหรือคืนสินค้า"])
        newest |= of_file
    accepted = {
        (order.order_id, line["เลขอ้างอิง SKU (SKU Reference No.)"], line["จำนวนที่ส่งคืน"])
        for order in orders.values()
        for line in order.lines
        if line["สถานะการคืนเงินหรือคืนสินค้า"] == "คำขอได้รับการยอมรับแล้ว"
    }
    told = set()
    for return_id, rows in newest.items():
        assert re.fullmatch(r"\d{6}[0-9A-Z]{7}", return_id)
        order = orders[rows[0]["หมายเลขคำสั่งซื้อ"]]
        refund = sum((amount(r["ราคาต่อชิ้น"]) * int(r["จำนวนสินค้าคืน"]) for r in rows), ZERO)
        for row in rows:
            assert amount(row["จำนวนเงินคืนทั้งหมด"]) == refund <= goods(order) + 100
            assert row["เวลายื่นคำขอคืนเงิน/คืนสินค้า"] > row["วันที่สร้างคำสั่งซื้อ"]
            is_refunded = row["สถานะการคืนเงินหรือคืนสินค้า"] == "คืนเงินแล้ว"
            assert (row["เวลาที่คืนเงิน"] != "-") == is_refunded
            if is_refunded:
                told.add((order.order_id, row["เลข SKU"], row["จำนวนสินค้าคืน"]))
    assert told == accepted and len(told) > 10
    assert {frozenset(each) for each in states.values()} >= {
        frozenset({"รอการตรวจสอบ", "คืนเงินแล้ว"}),
        frozenset({"คืนเงินแล้ว"}),
    }
    assert any("ยกเลิกคำขอ" in each for each in states.values())


def test_live_sessions_add_up_to_the_overview(small_exports: Path) -> None:
    folder = small_exports / "shopee-live"
    assert len(list(folder.iterdir())) == 3 * 24
    truth = {
        row["begins"][:16]: row
        for row in truth_of(small_exports, "live_sessions.csv")
        if row["platform"] == "shopee"
    }
    for path in sorted(folder.glob("overview-v2_1m_*.csv")):
        lines = list(csv.reader(path.read_bytes().decode("utf-8-sig").splitlines()))
        assert path.read_bytes().startswith(b"\xef\xbb\xbf") and lines[0][1] == "ภาพรวม"
        overview = dict(zip(lines[1], lines[2], strict=True))
        last = date.fromisoformat(path.stem[-10:])
        assert overview["ระยะเวลาเก็บข้อมูล"] == f"01-{last:%m-%Y} - {last:%d-%m-%Y}"
        sessions = rows_of(folder / f"live_streaming_{last:%Y%m}01_{last:%Y%m%d}.xlsx")
        assert int(overview["จำนวน Live ทั้งหมด"]) == len(sessions)
        for name in ("ยอดขาย(คำสั่งซื้อที่ยืนยันแล้ว)", "คำสั่งซื้อ(คำสั่งซื้อที่ยืนยันแล้ว)"):
            assert amount(overview[name]) == sum(amount(row[name]) for row in sessions)
        spelled = re.fullmatch(r"(\d+)ชั่วโมง(\d+)นาที(\d+)วินาที", overview["ระยะเวลา Live ทั้งหมด"])
        assert spelled is not None
        hours, minutes, seconds = map(int, spelled.groups())
        total = timedelta()
        for row in sessions:
            day, _, minute = row["เวลาเริ่มต้น"].partition(" ")
            found = truth.pop(f"{'-'.join(reversed(day.split('-')))} {minute}")
            assert Decimal(found["sales"]) == amount(row["ยอดขาย(คำสั่งซื้อที่ยืนยันแล้ว)"])
            h, m, s = map(int, row["ระยะเวลา"].split(":"))
            assert int(found["seconds"]) == h * 3_600 + m * 60 + s
            total += timedelta(hours=h, minutes=m, seconds=s)
        assert total == timedelta(hours=hours, minutes=minutes, seconds=seconds)
    assert not truth
    for path in folder.glob("video-overview-v3_1m_*.csv"):
        lines = list(csv.reader(path.read_bytes().decode("utf-8-sig").splitlines()))
        overview = dict(zip(lines[1], lines[2], strict=True))
        assert int(overview["วิดีโอที่สร้างรายได้"]) <= int(overview["วิดีโอที่มีสินค้า"])
        assert lines[3:] == [[], ["", "", "แหล่งที่มา"], ["", "", "9.00%"]]


def test_the_wallet_is_a_chain_of_what_the_income_says(small_exports: Path) -> None:
    income: dict[str, list[Decimal]] = defaultdict(list)
    for path in (small_exports / "shopee-income").iterdir():
        for row in rows_of(path, header=5):
            income[row["หมายเลขคำสั่งซื้อ"]].append(amount(row["จำนวนเงินทั้งหมดที่โอนแล้ว (฿)"]))
    movements: list[Row] = []
    for path in sorted((small_exports / "shopee-wallet").iterdir()):
        assert list(sheets_of(path)) == ["Transaction Report"]
        rows = rows_of(path, header=17)
        assert [row["วันที่"] for row in rows] == sorted(row["วันที่"] for row in rows)
        movements += rows
    balance = ZERO
    kinds: dict[str, int] = defaultdict(int)
    told: dict[str, list[Decimal]] = defaultdict(list)
    for row in movements:
        value = amount(row["จำนวนเงิน"])
        balance += value
        assert amount(row["ยอดเงินหลังทำธุรกรรมเสร็จสิ้น"]) == balance
        assert row["รูปแบบธุรกรรม"] == ("เงินออก" if value < 0 else "เงินเข้า")
        kinds[row["ประเภทการทำธุรกรรม"]] += 1
        if row["ประเภทการทำธุรกรรม"] == "รายรับจากคำสั่งซื้อ":
            told[row["รหัสคำสั่งซื้อ"]].append(value)
        else:
            assert row["รหัสคำสั่งซื้อ"] == "-"
        if row["ประเภทการทำธุรกรรม"] == "การถอนเงิน":
            assert balance == 0 and date.fromisoformat(row["วันที่"][:10]).weekday() == 0
    assert {order: sorted(of) for order, of in told.items()} == {
        order: sorted(of) for order, of in income.items()
    }
    assert kinds["การถอนเงิน"] > 90 and kinds["รายการปรับปรุง"] > 10
