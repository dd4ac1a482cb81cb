"""The simulated shop's LINE MyShop orders, read back and compared with the truth."""

import csv
import json
import re
import shutil
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import msoffcrypto
import pytest
import yaml
from ingest_helpers import Shop
from python_calamine import CalamineWorkbook
from rich.console import Console

import orchestration.simulate
from orchestration import settings
from orchestration.commands import simulate as command
from orchestration.ingest import maps
from orchestration.simulate import SimulationResult, simulate
from orchestration.simulate.parameters import DEFAULT_END, DEFAULT_START, Parameters
from orchestration.simulate.world.demand import plan_demand

# Where the reference says that they stand.
ORDER_ID, CREATED, PRICE, SKU, PRODUCT, QUANTITY, STATUS = 1, 3, 20, 22, 28, 31, 39

Row = dict[str, str]


def sheet(book: Path | BytesIO) -> list[list[str]]:
    workbook = CalamineWorkbook.from_object(book)
    assert len(workbook.sheet_names) == 1
    cells = workbook.get_sheet_by_index(0).to_python()
    assert all(isinstance(cell, str) for row in cells for cell in row)
    return [[str(cell) for cell in row] for row in cells]


@pytest.fixture(scope="module")
def column_map(busy_exports: Path) -> dict[str, dict[str, str]]:
    said: dict[str, dict[str, str]] = yaml.safe_load(
        (busy_exports / "_maps" / "line_myshop_orders.yml").read_text(encoding="utf-8")
    )
    return said


@pytest.fixture(scope="module")
def reports(busy_exports: Path, column_map: dict[str, dict[str, str]]) -> list[list[Row]]:
    """The rows of each report, oldest first, by what the seller's map calls their columns."""
    names = {header: name for name, header in column_map["headers"].items()}
    found = []
    for path in sorted((busy_exports / "line-myshop").iterdir()):
        assert re.fullmatch(r"Order Report \d{8}( \(1\))?\.xlsx", path.name)
        if "(1)" in path.name:
            continue
        header, *rows = sheet(path)
        assert len(header) == 40
        found.append(
            [{names.get(h, h): cell for h, cell in zip(header, row, strict=True)} for row in rows]
        )
    return found


@pytest.fixture(scope="module")
def newest(reports: list[list[Row]]) -> dict[str, list[Row]]:
    """Per order, all its rows in the newest report that holds it."""
    found: dict[str, list[Row]] = {}
    for rows in reports:
        of_report: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            of_report[row["order_id"]].append(row)
        found |= of_report
    return found


def amount(text: str) -> Decimal:
    return Decimal(text.replace(",", "") or "0")


def test_columns_stand_where_the_reference_says(
    busy_exports: Path, column_map: dict[str, dict[str, str]]
) -> None:
    header, *rows = sheet(busy_exports / "line-myshop" / "Order Report 20241201.xlsx")
    headers = column_map["headers"]
    assert [header[place] for place in (ORDER_ID, CREATED, PRICE, SKU)] == [
        headers[name] for name in ("order_id", "created_at", "unit_price", "sku")
    ]
    assert [header[place] for place in (PRODUCT, QUANTITY, STATUS)] == [
        headers[name] for name in ("product_name", "quantity", "order_status")
    ]
    for row in rows:
        assert re.fullmatch(r"202411\d\d \d\d:\d\d", row[CREATED])
        assert row[ORDER_ID].startswith(row[CREATED][:8])
    assert {*headers.values(), *column_map["not_kept"]} == set(header)


def test_the_truth_is_what_the_newest_reports_say(
    busy_exports: Path, newest: dict[str, list[Row]]
) -> None:
    days: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for rows in newest.values():
        first = rows[0]
        of_day = days[datetime.strptime(first["created_at"], "%Y%m%d %H:%M").date().isoformat()]
        of_day["orders_placed"] += 1
        cancelled = first["order_status"] == "cancelled"
        if first["order_status"] == "unpaid" or (cancelled and not first["shipped_at"]):
            continue
        gmv = sum(amount(row["unit_price"]) * int(row["quantity"]) for row in rows)
        voucher = amount(first["discount_amount"])
        lost = gmv - voucher if cancelled and not first["refund_amount"] else Decimal()
        of_day["orders_counted"] += 1
        of_day["gmv"] += gmv
        of_day["seller_vouchers"] += voucher
        of_day["units"] += sum(int(row["quantity"]) for row in rows)
        of_day["refunds_by_order_date"] += amount(first["refund_amount"]) + lost
    with (busy_exports / "_truth" / "daily.csv").open(encoding="utf-8") as file:
        truth = [row for row in csv.DictReader(file) if row["platform"] == "line_oa"]
    assert len(truth) == 92
    for row in truth:
        found = days.pop(row["date"], {})
        for name, value in list(row.items())[2:]:
            assert found.get(name, Decimal()) == Decimal(value), (row, name)
    assert not days
    assert {row["platform_vouchers"] for row in truth} == {"0.00"}
    assert any(row["seller_vouchers"] != "0.00" for row in truth)


def test_counts_of_orders_lines_and_buyers(
    busy_exports: Path, newest: dict[str, list[Row]]
) -> None:
    record = json.loads((busy_exports / "_truth" / "simulation.json").read_text())
    assert record["counts"]["line_oa"] == {
        "orders": len(newest),
        "lines": sum(map(len, newest.values())),
        "distinct_buyers": len({rows[0]["buyer_id"] for rows in newest.values()}),
    }


def test_the_cells_of_an_order_agree(newest: dict[str, list[Row]]) -> None:
    for rows in newest.values():
        first = rows[0]
        goods = sum(amount(row["line_amount"]) for row in rows)
        for row in rows:
            assert amount(row["line_amount"]) == amount(row["unit_price"]) * int(row["quantity"])
            for name in ("created_at", "order_amount", "order_status", "buyer_id", "paid_at"):
                assert row[name] == first[name]
        paid = goods - amount(first["discount_amount"]) + amount(first["shipping_amount"])
        assert amount(first["order_amount"]) == paid
        if first["order_status"] not in ("unpaid", "cancelled"):
            assert first["paid_at"] or first["payment_method"] == "เก็บเงินปลายทาง"
    methods = {rows[0]["payment_method"] for rows in newest.values()}
    assert methods == {"เก็บเงินปลายทาง", "พร้อมเพย์", "โอนเงินผ่านธนาคาร"}
    returned = [
        rows for rows in newest.values() if any(r["returned_quantity"] != "0" for r in rows)
    ]
    assert returned and all(rows[0]["refund_amount"] for rows in returned)


# --- the planted truths ------------------------------------------------------------------------


def test_who_buys_on_line_has_mostly_bought_before() -> None:
    """LINE's share of orders from new buyers is below that of the other marketplaces by plan."""
    parameters = Parameters(500.0, 3, DEFAULT_START, DEFAULT_END)
    line, shopee = (plan_demand(parameters, platform) for platform in ("line_oa", "shopee"))
    shares = line.new_customers / line.orders
    assert shares[1] == pytest.approx(0.60, abs=0.02)
    assert shares[-1] == pytest.approx(0.18, abs=0.02)
    repeats = [plan.order_count / plan.customer_count for plan in (line, shopee)]
    assert repeats[0] > 1.7 * repeats[1]


def test_buyers_of_line_come_back_more_often(
    busy_exports: Path, newest: dict[str, list[Row]]
) -> None:
    line = len(newest) / len({rows[0]["buyer_id"] for rows in newest.values()})
    counts = json.loads((busy_exports / "_truth" / "simulation.json").read_text())["counts"]
    shopee = counts["shopee"]["orders"] / counts["shopee"]["distinct_buyers"]
    assert line > 1.3 * shopee


def test_some_buyers_of_line_are_buyers_of_shopee(
    busy_exports: Path, newest: dict[str, list[Row]]
) -> None:
    shopee = {}
    for path in (busy_exports / "shopee").glob("*[0-9].xlsx"):
        header, *rows = sheet(path)
        columns = [header.index(name) for name in ("หมายเลขโทรศัพท์", "ชื่อผู้รับ")]
        shopee |= {row[columns[0]].removeprefix("66"): row[columns[1]] for row in rows}
    line = {rows[0]["buyer_id"].removeprefix("0"): rows[0] for rows in newest.values()}
    both = line.keys() & shopee.keys()
    assert all(line[phone]["ชื่อผู้รับสินค้า"] == shopee[phone] for phone in both)
    with (busy_exports / "_truth" / "same_people.csv").open(encoding="utf-8") as file:
        (truth,) = csv.DictReader(file)
    assert (truth["platform"], truth["also_on"]) == ("line_oa", "shopee")
    assert (int(truth["buyers"]), int(truth["of_them"])) == (len(line), len(both))
    assert len(both) / len(line) == pytest.approx(0.35, abs=0.12)


# --- the lock, and ingest ----------------------------------------------------------------------


def test_a_password_locks_the_reports_and_nothing_else(tmp_path: Path) -> None:
    of_days = {"scale": 0.2, "start": date(2024, 11, 1), "end": date(2024, 11, 8)}
    simulate(tmp_path / "open", **of_days)
    shop = Shop(tmp_path)
    simulate(shop.exports, workbook_password="0812345678", **of_days)
    for path in (tmp_path / "open").rglob("*.*"):
        same = shop.exports / path.relative_to(tmp_path / "open")
        assert (same.read_bytes() == path.read_bytes()) == ("line-myshop" not in path.parts)
    assert "0812345678" not in (shop.exports / "_truth" / "simulation.json").read_text()

    (report,) = (shop.exports / "line-myshop").glob("*[0-9].xlsx")
    unlocked = BytesIO()
    with report.open("rb") as file:
        book = msoffcrypto.OfficeFile(file)
        book.load_key(password="0812345678")
        book.decrypt(unlocked)
    unlocked.seek(0)
    rows = sheet(tmp_path / "open" / "line-myshop" / report.name)
    assert sheet(unlocked) == rows

    known = maps.formats_with(shop.settings.maps).exports
    landed = shop.land(report, *known, password="0812345678")
    assert (landed.entity, landed.rows_landed) == ("myshop_orders", len(rows) - 1)


def test_the_command_locks_with_the_password_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, object] = {}

    def note(*_: object, **arguments: object) -> SimulationResult:
        given.update(arguments)
        return SimulationResult((), 0, 0)

    monkeypatch.setattr(orchestration.simulate, "simulate", note)
    environment = {"TALAD_EXPORTS": str(tmp_path), "TALAD_WORKBOOK_PASSWORD": "0812345678"}
    command.main(settings.load(environment), 1.0, 1, False, Console(quiet=True), pytest.fail)
    assert given["workbook_password"] == "0812345678"


def test_the_reports_are_ingested_by_the_sellers_map(
    tmp_path: Path, busy_exports: Path, reports: list[list[Row]]
) -> None:
    shop = Shop(tmp_path)
    for folder in ("_maps", "line-myshop"):
        shutil.copytree(busy_exports / folder, shop.exports / folder)
    done = shop.ingest()
    assert [refused.outcome for refused in done.refused] == ["copy"]
    assert [(row.entity, row.rows_landed) for row in done.new] == [
        ("myshop_orders", len(rows)) for rows in reports
    ]
    assert all(row.rows_quarantined == 0 and row.unknown_headers == "[]" for row in done.new)
