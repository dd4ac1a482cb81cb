"""What files look like beside one table with one header row: a format of our own for each trap."""

import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import msoffcrypto.format.ooxml
import pytest
from ingest_helpers import Shop, workbook

from orchestration.ingest.land import UnknownFile
from orchestration.ingest.readers import UnreadableFile
from orchestration.ingest.spec import (
    Currency,
    Export,
    Headerless,
    Heading,
    Kind,
    Period,
    Total,
    column,
)

LINES = (
    column(Kind.ID, "order_id", "Order ID", required=True),
    column(Kind.TEXT, "status", "Status", required=True),
    column(Kind.MONEY, "amount", "Amount"),
)


def export(**changes: Any) -> Export:
    said: dict[str, Any] = {
        "platform": "p",
        "entity": "e",
        "title": "a format of the tests",
        "columns": LINES,
        "unit": ("order_id",),
        "currency": Currency(code="THB"),
    }
    return Export(**{**said, **changes})


def test_cells_below_the_first_row_of_an_order_are_filled(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    text = "Order ID,Status,Amount\nA,paid,1\nA,,2\nB,,3\nB,late,4\n"
    row = shop.land(shop.put("a.csv", text), export(fill_down=("status",)))
    landed = {(r["order_id"], r["_row"]): r["status"] for r in shop.landed(row)}
    assert landed == {("A", 2): "paid", ("A", 3): "paid", ("B", 5): "late"}
    # B's own first row is empty: nothing is made up, from A or from below.
    assert [q["_row"] for q in shop.quarantined(row)] == [4]


@pytest.mark.parametrize(
    ("header", "cells", "amounts"),
    [
        ("Order ID", ["1234", "1,234.5"], ["1234", "1234.5"]),
        ("Pesanan", ["1.234", "1.234,50"], ["1234", "1234.5"]),
        ("Pesanan", ["1.234", "20"], ["1234", "20"]),  # the language decides where no cell does
        ("Pesanan", ["1,234", "0.50"], ["1234", "0.5"]),  # an Indonesian file with points
        ("Order ID", ["1.234", "0,50"], ["1234", "0.5"]),
    ],
)
def test_a_file_is_read_by_its_own_convention(
    tmp_path: Path, header: str, cells: list[str], amounts: list[str]
) -> None:
    columns = (
        column(Kind.ID, "order_id", "Order ID", "Pesanan", required=True),
        column(Kind.MONEY, "amount", "Amount"),
    )
    shop = Shop(tmp_path)
    body = "".join(f'{n},"{cell}"\n' for n, cell in enumerate(cells))
    format_ = export(columns=columns, decimal_comma=("Pesanan",))
    row = shop.land(shop.put("a.csv", f"{header},Amount\n{body}"), format_)
    assert [r["amount"] for r in shop.landed(row)] == [Decimal(a) for a in amounts]


@pytest.mark.parametrize(
    ("header", "code"),
    [("Sales (THB)", "THB"), ("Sales (฿)", "THB"), ("Sales (Rp)", "IDR"), ("Sales (S$)", "SGD")],
)
def test_a_header_tells_the_currency_by_code_or_sign(
    tmp_path: Path, header: str, code: str
) -> None:
    columns = (LINES[0], column(Kind.MONEY, "amount", "Sales ({currency})", required=True))
    shop = Shop(tmp_path)
    format_ = export(columns=columns, currency=Currency(in_header=True))
    row = shop.land(shop.put("a.csv", f"Order ID,{header}\n1,5\n"), format_)
    assert [r["currency"] for r in shop.landed(row)] == [code]


def test_a_header_of_one_country_tells_the_currency_else_a_column(tmp_path: Path) -> None:
    columns = (
        column(Kind.ID, "order_id", "Order ID", "Pesanan", required=True),
        column(Kind.TEXT, "country", "Country"),
        column(Kind.MONEY, "amount", "Amount"),
    )
    rule = Currency(
        by_header={"Pesanan": "IDR"}, column="country", codes={"Malaysia": "MYR"}, code="SGD"
    )
    shop = Shop(tmp_path)
    found = []
    for name, text in {
        "a": "Pesanan,Country,Amount\n1,Malaysia,2\n",
        "b": "Order ID,Country,Amount\n1,Malaysia,2\n",
        "c": "Order ID,Country,Amount\n1,,2\n",
        "d": "Order ID,Amount\n1,2\n",
    }.items():
        row = shop.land(shop.put(f"{name}.csv", text), export(columns=columns, currency=rule))
        found += [r["currency"] for r in shop.landed(row)]
    assert found == ["IDR", "MYR", "SGD", "SGD"]
    row = shop.land(
        shop.put("e.csv", "Order ID,Country,Amount\n1,Mars,2\n"),
        export(columns=columns, currency=rule),
    )
    assert row.rows_quarantined == 1


STACKED = "Order ID,Status,Amount\n{period},sum,{total}\n\nOrder ID,Status,Amount\n1,x,2\n2,x,3\n"


@pytest.mark.parametrize(("total", "agrees"), [("5", True), ("6", False)])
def test_a_summary_above_the_table_is_a_checksum(tmp_path: Path, total: str, agrees: bool) -> None:
    rules = (
        Total(column="order_id", pattern=r"\d{2}-\d{2}-\d{4}-\d{2}-\d{2}-\d{4}", sums=("amount",)),
        Heading(column="order_id", labels=("Order ID",)),
    )
    shop = Shop(tmp_path)
    text = STACKED.format(period="01-08-2026-02-08-2026", total=total)
    row = shop.land(shop.put("a.csv", text), export(not_data=rules))
    assert [r["amount"] for r in shop.landed(row)] == [2, 3]
    (check,) = json.loads(row.total_checks)
    assert (check["stated"] == check["summed"]) is agrees


def test_a_further_section_is_no_data(tmp_path: Path) -> None:
    rules = (Heading(column="order_id", labels=("# ",), ends=True),)
    shop = Shop(tmp_path)
    text = "Order ID,Status,Amount\n1,x,2\n# Another,,\nCity,Views,More\nBangkok,7,1\n"
    row = shop.land(shop.put("a.csv", text), export(not_data=rules))
    assert (row.rows_landed, row.rows_not_data, row.rows_quarantined) == (1, 3, 0)


def test_totals_of_parts_are_not_added_to_the_total_of_all(tmp_path: Path) -> None:
    rule = Total(
        column="status",
        labels=("Total: ",),
        checked=("Total: Account",),
        sums=("amount",),
    )
    columns = (column(Kind.ID, "order_id", "Order ID"), *LINES[1:])
    shop = Shop(tmp_path)
    text = (
        "Order ID,Status,Amount\n1,on,2\n2,on,3\n --,Total: Search,2\n --,Total: Account,5\n"
        "3,on,7\n --,Total: Account,7\n"
    )
    row = shop.land(shop.put("a.csv", text), export(columns=columns, not_data=(rule,)))
    (check,) = json.loads(row.total_checks)
    assert (check["stated"], check["summed"]) == ("12.0000", "12.0000")


def test_the_sheet_is_chosen_by_its_name(tmp_path: Path) -> None:
    header = ["Order ID", "Status", "Amount"]
    shop = Shop(tmp_path)
    path = workbook(
        shop.exports / "a.xlsx",
        {
            "Placed Order": [header, ["1", "x", "1"]],
            "Paid Order": [header, ["1", "x", "2"]],
            "Report": [["Period", "2026/04/01-2026/06/05"]],
        },
    )
    period = Period(
        preamble=r"Period,(?P<start>[\d/]+)-(?P<end>[\d/]+)",
        formats=("%Y/%m/%d",),
        sheets=("rep.*",),
    )
    row = shop.land(path, export(sheets=("paid order",), period=period))
    assert [r["amount"] for r in shop.landed(row)] == [2]
    assert (str(row.period_start), str(row.period_end)) == (
        "2026-04-01 00:00:00",
        "2026-06-05 23:59:59",
    )


PLAIN = Headerless(name=r"baskets.*\.txt", line=r"\s*(?P<order_id>\d+)\s+(?P<amount>[\d.]+)\s*")


def test_a_file_without_a_header_is_known_by_its_name(tmp_path: Path) -> None:
    columns = (column(Kind.ID, "order_id"), column(Kind.MONEY, "amount"))
    format_ = export(columns=columns, headerless=PLAIN)
    shop = Shop(tmp_path)
    row = shop.land(shop.put("Baskets 1.txt", " 1  2.5 \n 2\t3\n\nnonsense\n"), format_)
    assert [(r["_row"], r["order_id"], r["amount"]) for r in shop.landed(row)] == [
        (1, "1", Decimal("2.5")),
        (2, "2", 3),
    ]
    assert [q["_row"] for q in shop.quarantined(row)] == [4]
    assert (row.rows_read, row.rows_quarantined) == (3, 1)


def test_json_is_a_table(tmp_path: Path) -> None:
    columns = (
        column(Kind.ID, "request_id", "overview.requestId", required=True),
        column(Kind.INTEGER, "delivered", "overview.delivered"),
        column(Kind.INTEGER, "first_impressions", "messages.0.impression"),
    )
    format_ = export(columns=columns, unit=("request_id",), currency=None)
    one = {"overview": {"requestId": "r1", "delivered": 32000000000000001}, "messages": []}
    two = {"overview": {"requestId": "r2", "delivered": None}, "messages": [{"impression": 7}]}
    shop = Shop(tmp_path)
    row = shop.land(shop.put("a.json", json.dumps([one, two])), format_)
    assert [
        (r["request_id"], r["delivered"], r["first_impressions"]) for r in shop.landed(row)
    ] == [
        ("r1", 32000000000000001, None),
        ("r2", None, 7),
    ]
    alone = shop.land(shop.put("b.json", json.dumps(two)), format_)
    assert alone.rows_landed == 1
    with pytest.raises(UnreadableFile, match="line 2, column 1"):
        shop.land(shop.put("c.json", '{"overview":\n'), format_)


def locked(path: Path, password: str) -> bytes:
    target = BytesIO()
    with path.open("rb") as book:
        msoffcrypto.format.ooxml.OOXMLFile(book).encrypt(password, target)
    return target.getvalue()


def test_a_locked_workbook_is_opened_with_its_password(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    plain = workbook(
        tmp_path / "plain.xlsx", {"Sheet1": [["Order ID", "Status", "Amount"], ["1", "x", "2"]]}
    )
    path = shop.put("Order Report 20260901.xlsx", locked(plain, "0812345678"))
    with pytest.raises(UnreadableFile, match="TALAD_WORKBOOK_PASSWORD"):
        shop.land(path, export())
    with pytest.raises(UnreadableFile, match="another password"):
        shop.land(path, export(), password="wrong")
    row = shop.land(path, export(), password="0812345678")
    assert [r["amount"] for r in shop.landed(row)] == [2]
    # Cut in two: one line too.
    with pytest.raises(UnreadableFile):
        half = path.read_bytes()[: path.stat().st_size // 2]
        shop.land(shop.put("half.xlsx", half), export(), password="0812345678")


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["02/03/2026", "13/02/2026"], ["2026-03-02", "2026-02-13"]),
        (["02/03/2026", "02/13/2026"], ["2026-02-03", "2026-02-13"]),
        (["02/03/2026"], ["2026-03-02"]),  # the spec's first where no cell decides
    ],
)
def test_day_or_month_first_is_decided_by_the_whole_file(
    tmp_path: Path, cells: list[str], days: list[str]
) -> None:
    columns = (LINES[0], column(Kind.DATE, "day", "Day", required=True))
    format_ = export(columns=columns, currency=None, date_formats=("%d/%m/%Y", "%m/%d/%Y"))
    shop = Shop(tmp_path)
    text = "Order ID,Day\n" + "".join(f"{n},{cell}\n" for n, cell in enumerate(cells))
    row = shop.land(shop.put("a.csv", text), format_)
    assert [str(r["day"]) for r in shop.landed(row)] == days


@pytest.mark.parametrize(("code", "amount"), [("IDR", 129000), ("VND", 129000), ("THB", 129)])
def test_a_currency_without_decimals_has_thousands(tmp_path: Path, code: str, amount: int) -> None:
    columns = (*LINES, column(Kind.TEXT, "currency_code", "Currency", required=True))
    format_ = export(columns=columns, currency=Currency(column="currency_code"), decimal_comma=())
    shop = Shop(tmp_path)
    row = shop.land(
        shop.put("a.csv", f"Order ID,Status,Amount,Currency\n1,x,129.000,{code}\n"), format_
    )
    assert [r["amount"] for r in shop.landed(row)] == [amount]


@pytest.mark.parametrize(
    ("code", "cell", "amount"),
    [("VND", "199,000", 199_000), ("IDR", "-12,500", -12_500), ("THB", "199,000", 199)],
)
@pytest.mark.parametrize("rate", ["", "4,30", "4.30"])
def test_and_so_it_has_where_the_language_has_a_decimal_comma(
    tmp_path: Path, code: str, cell: str, amount: int, rate: str
) -> None:
    """Vietnam's and Indonesia's files write 1,234 as often as 1.234, and rates as they like."""
    columns = (*LINES, column(Kind.NUMBER, "rate", "Tarif"))
    format_ = export(columns=columns, currency=Currency(code=code), decimal_comma=("Tarif",))
    shop = Shop(tmp_path)
    text = f'Order ID,Status,Amount,Tarif\n1,x,"{cell}","{rate}"\n'
    (row,) = shop.landed(shop.land(shop.put("a.csv", text), format_))
    has_point = code == "THB" and rate == "4.30"
    assert row["amount"] == (199_000 if has_point else amount)
    assert row["rate"] == (Decimal("4.3") if rate else None)


@pytest.mark.parametrize(("weight", "number"), [("0.5", "0.5"), ("0,5", "0.5"), ("12", "12")])
def test_a_weight_says_nothing_of_how_amounts_are_written(
    tmp_path: Path, weight: str, number: str
) -> None:
    """300.000 dong beside half a kilogram are three hundred thousand."""
    columns = (*LINES, column(Kind.NUMBER, "weight", "Weight"))
    format_ = export(columns=columns, currency=Currency(code="VND"), decimal_comma=())
    shop = Shop(tmp_path)
    text = f'Order ID,Status,Amount,Weight\n1,x,300.000,"{weight}"\n'
    (row,) = shop.landed(shop.land(shop.put("a.csv", text), format_))
    assert (row["amount"], row["weight"]) == (300_000, Decimal(number))


def test_a_sign_may_stand_before_or_after_the_amount(tmp_path: Path) -> None:
    format_ = export(currency=Currency(code="VND"), decimal_comma=())
    shop = Shop(tmp_path)
    text = "Order ID,Status,Amount\n1,x,82.912₫\n2,x,₫1.000.500\n3,x,-₫ 5\n"
    row = shop.land(shop.put("a.csv", text), format_)
    assert [r["amount"] for r in shop.landed(row)] == [82912, 1000500, -5]


def test_a_header_that_must_not_be_there(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    path = shop.put("a.csv", "Order ID,Status,Amount,Zalora Id\n1,x,2,3\n")
    assert shop.land(path, export()).rows_landed == 1
    with pytest.raises(UnknownFile):
        shop.land(path, export(absent=("Zalora Id",)))


def test_a_key_that_is_gone_beside_the_rest_of_its_order_is_damage(tmp_path: Path) -> None:
    """Neither its line nor those below are the order's above."""
    shop = Shop(tmp_path)
    text = "Order ID,Status,Amount\nA,paid,1\n,,2\n,late,3\n,,4\nB,paid,5\n"
    row = shop.land(shop.put("a.csv", text), export(fill_down=("order_id", "status")))
    found = [(r["order_id"], r["amount"]) for r in shop.landed(row)]
    assert found == [("A", 1), ("A", 2), ("B", 5)]
    bad = [(b["_row"], b["column_name"]) for b in shop.quarantined(row)]
    assert bad == [(4, "Order ID"), (5, "Order ID")]


def test_the_key_of_an_order_may_stand_on_its_first_row_only(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    text = "Order ID,Status,Amount\nA,paid,1\n,,2\n,,\nB,late,3\n"
    row = shop.land(shop.put("a.csv", text), export(fill_down=("order_id", "status")))
    assert [(r["order_id"], r["status"], r["amount"]) for r in shop.landed(row)] == [
        ("A", "paid", 1),
        ("A", "paid", 2),
        ("B", "late", 3),
    ]
    assert row.rows_not_data == 1
