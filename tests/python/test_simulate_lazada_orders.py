"""The simulated shop's Lazada orders, read back and compared with the truth."""

import csv
import json
import re
import shutil
from collections import Counter, defaultdict
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from ingest_helpers import Shop
from python_calamine import CalamineWorkbook

from orchestration.simulate.files import lazada_orders
from orchestration.simulate.parameters import DEFAULT_START, Parameters
from orchestration.simulate.truth import Truth
from orchestration.simulate.world import orders
from orchestration.simulate.world.shop import open_shop

HEADER = (
    """orderItemId, orderType, Guarantee, deliveryType, lazadaId, sellerSku, lazadaSku, wareHouse,
createTime, updateTime, rtsSla, ttsSla, orderNumber, invoiceRequired, invoiceNumber, deliveredDate,
customerName, customerEmail, nationalRegistrationNumber, shippingName, shippingAddress,
shippingAddress2, shippingAddress3, shippingAddress4, shippingAddress5, shippingPhone,
shippingPhone2, shippingCity, shippingPostCode, shippingCountry, shippingRegion, billingName,
billingAddr, billingAddr2, billingAddr3, billingAddr4, billingAddr5, billingPhone, billingPhone2,
billingCity, billingPostCode, billingCountry, taxCode, branchNumber, taxInvoiceRequested, payMethod,
paidPrice, unitPrice, sellerDiscountTotal, platformDiscountTotal, shippingFee, walletCredit,
itemName, variation, cdShippingProvider, shippingProvider, shipmentTypeName, shippingProviderType,
cdTrackingCode, trackingCode, trackingUrl, shippingProviderFM, trackingCodeFM, trackingUrlFM,
promisedShippingTime, premium, status, buyerFailedDeliveryReturnInitiator,
buyerFailedDeliveryReason, buyerFailedDeliveryDetail, buyerFailedDeliveryUserName, bundleId,
semiManaged, flexibleDeliveryTime, bundleDiscount, refundAmount, sellerNote""".replace("\n", " ")
).split(", ")
IDS = ("orderItemId", "orderNumber")
UNDELIVERED = ("failed", "Package Returned")

Row = dict[str, str]


@pytest.fixture(scope="module")
def reports(busy_exports: Path) -> list[list[Row]]:
    """The rows of each report, oldest first, without the one that was saved twice."""
    found = []
    for path in sorted((busy_exports / "lazada").iterdir()):
        if "(1)" in path.name:
            continue
        assert re.fullmatch(r"Lazada_Orders_\d{14}\.xlsx", path.name)
        workbook = CalamineWorkbook.from_path(path)
        assert len(workbook.sheet_names) == 1
        header, *rows = workbook.get_sheet_by_index(0).to_python()
        assert header == HEADER
        for row in rows:
            for name, cell in zip(HEADER, row, strict=True):
                assert isinstance(cell, float if name in IDS else str), name
        found.append(
            [
                {
                    name: str(int(cell)) if isinstance(cell, float) else str(cell)
                    for name, cell in zip(HEADER, row, strict=True)
                }
                for row in rows
            ]
        )
    return found


@pytest.fixture(scope="module")
def newest(reports: list[list[Row]]) -> dict[str, list[Row]]:
    """Per order, all its rows in the newest report that holds it."""
    found: dict[str, list[Row]] = {}
    for rows in reports:
        of_report: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            of_report[row["orderNumber"]].append(row)
        found |= of_report
    return found


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%d %b %Y %H:%M")


def price(row: Row) -> Decimal:
    return Decimal(row["unitPrice"]) + Decimal(row["sellerDiscountTotal"])


def test_the_truth_is_what_the_newest_reports_say(
    busy_exports: Path, newest: dict[str, list[Row]]
) -> None:
    days: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for rows in newest.values():
        of_day = days[moment(rows[0]["createTime"]).date().isoformat()]
        of_day["orders_placed"] += 1
        statuses = {row["status"] for row in rows}
        if statuses in ({"unpaid"}, {"canceled"}):
            continue
        of_day["orders_counted"] += 1
        of_day["gmv"] += sum(map(price, rows))
        paid = -sum(Decimal(row["platformDiscountTotal"]) for row in rows)
        of_day["platform_vouchers"] += paid
        of_day["platform_paid"] += paid
        of_day["units"] += len(rows)
        of_day["refunds_by_order_date"] += sum(
            price(row) for row in rows if row["status"] in ("returned", *UNDELIVERED)
        )
    with (busy_exports / "_truth" / "daily.csv").open(encoding="utf-8") as file:
        truth = [row for row in csv.DictReader(file) if row["platform"] == "lazada"]
    assert len(truth) == 92
    for row in truth:
        found = days.pop(row["date"], {})
        for name, value in list(row.items())[2:]:
            assert found.get(name, Decimal()) == Decimal(value), (row, name)
    assert not days


def test_counts_of_orders_pieces_and_buyers(
    busy_exports: Path, newest: dict[str, list[Row]]
) -> None:
    record = json.loads((busy_exports / "_truth" / "simulation.json").read_text())
    assert record["counts"]["lazada"] == {
        "orders": len(newest),
        "lines": sum(map(len, newest.values())),
        "distinct_buyers": len({rows[0]["customerEmail"] for rows in newest.values()}),
    }


def test_each_piece_has_a_row_an_id_and_a_price(newest: dict[str, list[Row]]) -> None:
    rows = [row for of_order in newest.values() for row in of_order]
    assert len({row["orderItemId"] for row in rows}) == len(rows)
    for row in rows:
        assert all(re.fullmatch(r"[67]\d{14}", row[name]) for name in IDS)
        assert Decimal(row["paidPrice"]) == price(row) + Decimal(row["platformDiscountTotal"])
        assert Decimal(row["sellerDiscountTotal"]) <= 0 >= Decimal(row["platformDiscountTotal"])
        assert moment(row["createTime"]) <= moment(row["updateTime"])
    same = Counter((row["orderNumber"], row["sellerSku"]) for row in rows if row["sellerSku"])
    assert max(same.values()) == 3
    assert any(Decimal(row["platformDiscountTotal"]) for row in rows)
    assert any(row["sellerSku"] == "" for row in rows)
    for of_order in newest.values():
        for name in ("createTime", "customerEmail", "payMethod", "trackingCode", "updateTime"):
            assert len({row[name] for row in of_order}) == 1
        shipping = sum(Decimal(row["shippingFee"]) for row in of_order)
        if sum(map(price, of_order)) >= 249:
            assert shipping == 0
        else:
            assert shipping in {Decimal(baht) for baht in (18, 23, 28, 33, 38)}


def test_statuses_are_of_pieces_and_change_from_report_to_report(
    reports: list[list[Row]], newest: dict[str, list[Row]]
) -> None:
    together = Counter(frozenset(row["status"] for row in rows) for rows in newest.values())
    assert together[frozenset({"returned", "delivered"})]  # one piece of several
    assert together[frozenset({"returned"})] and together[frozenset({"canceled"})]
    assert together[frozenset({"Package Returned"})]
    told = {row["status"] for rows in reports for row in rows}
    assert {"pending", "ready_to_ship", "shipped", "delivered", "failed"} <= told
    for rows in newest.values():
        for row in rows:
            is_cod = row["payMethod"] == "COD"
            if row["status"] == "returned" or (row["status"] in UNDELIVERED and not is_cod):
                assert row["refundAmount"] == row["paidPrice"]
            elif row["status"] not in ("canceled", "unpaid"):
                assert row["refundAmount"] == ""
            assert bool(row["deliveredDate"]) == (row["status"] in ("delivered", "returned"))
    changed = 0
    for older, newer in pairwise(reports):
        before = {row["orderItemId"]: row["status"] for row in older}
        after = {row["orderItemId"]: row["status"] for row in newer}
        assert before.keys() & after.keys()
        changed += sum(before[piece] != after[piece] for piece in before.keys() & after.keys())
    assert changed > 20


def test_reports_do_not_depend_on_how_many_orders_are_drawn_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def cells() -> list[Row]:
        shop = open_shop(Parameters(1.0, 1, DEFAULT_START, date(2024, 11, 20)))
        (report,) = lazada_orders.downloads(shop, Truth(shop))
        return [row for table in report.tables() for row in table.to_pylist()]

    whole = cells()
    monkeypatch.setattr(orders, "BLOCK_ORDERS", 7)
    assert cells() == whole and len(whole) > 200


def test_the_reports_are_ingested_as_they_are(
    tmp_path: Path, busy_exports: Path, reports: list[list[Row]]
) -> None:
    shop = Shop(tmp_path)
    shutil.copytree(busy_exports / "lazada", shop.exports / "lazada")
    done = shop.ingest()
    assert [refused.outcome for refused in done.refused] == ["copy"]
    assert [(row.entity, row.rows_landed) for row in done.new] == [
        ("orders", len(rows)) for rows in reports
    ]
    assert all(row.rows_quarantined == 0 and row.unknown_headers == "[]" for row in done.new)
    landed = {row["order_item_id"] for row in shop.landed()}
    assert landed == {row["orderItemId"] for rows in reports for row in rows}
