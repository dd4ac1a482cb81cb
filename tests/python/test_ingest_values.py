"""Types: what the text of a cell is read as, and what is refused rather than guessed."""

import random
from dataclasses import replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
from ingest_helpers import Shop, csv_text, deep, replace_in, workbook

from orchestration.ingest import readers
from orchestration.ingest.cells import typed_rows_sql
from orchestration.ingest.registry import Match
from orchestration.ingest.spec import Currency, Export, Kind, column

REFUSED = object()


@cache
def connection() -> duckdb.DuckDBPyConnection:
    con = readers.connect(1)
    con.execute("set variable hash_inner = 'i'::blob; set variable hash_outer = 'o'::blob")
    return con


def read(kind: Kind, text: str, **spec: Any) -> Any:
    """What a cell lands as in an export of one column; REFUSED where its row goes to quarantine."""
    export = Export(
        platform="test",
        entity="cells",
        title="cells",
        columns=(column(kind, "cell"), column(Kind.TEXT, "other")),
        **{"currency": Currency(code="THB"), **spec},
    )
    match = Match(export, 1, {"cell": 0, "other": 1}, ("cell", "other"), (), None, 2)
    comma = export.decimal_comma is True
    match = replace(match, decimal_comma=comma, comma_in_numbers=comma)
    con = connection()
    con.execute(
        "create or replace temp table cells (_row bigint, _width int, c0 varchar, c1 varchar)"
    )
    con.execute("insert into cells values (2, null, ?, 'x')", [text])
    row = con.execute(f"select cell, _is_bad, _not_data from ({typed_rows_sql(match)})").fetchone()
    assert row is not None
    value, is_bad, not_data = row
    assert not_data is None
    return REFUSED if is_bad else value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("62.54", "62.54"),
        ("1,234,567.89", "1234567.89"),
        ("0", "0"),
        ("-12.5", "-12.5"),
        ("+12.5", "12.5"),
        (".5", "0.5"),
        ("007", "7"),
        ("  62.54  ", "62.54"),
        ("62.54\t", "62.54"),
        ("\u00a062.54\u00a0", "62.54"),
        ("\u200b62.54\ufeff", "62.54"),
        ("฿1,290.00", "1290"),
        ("-฿5", "-5"),
        ("THB 62.54", "62.54"),
        ("0.0001", "0.0001"),
        ("1E-4", "0.0001"),
        ("99999999999999.9999", "99999999999999.9999"),
        ("", None),
        (" ", None),
        ("-", None),
        ("--", None),
        ("N/A", None),
        (" - ", None),
        ("1e5", REFUSED),
        ("5.85E+17", REFUSED),
        ("1.2.3", REFUSED),
        ("12,34", REFUSED),
        ("1,234,56", REFUSED),
        ("1.234,56", REFUSED),
        ("1 234.56", REFUSED),
        ("1_000", REFUSED),
        ("0x10", REFUSED),
        ("(5.00)", REFUSED),
        ("5-", REFUSED),
        ("62.", REFUSED),  # cut off
        ("--5", REFUSED),
        ("4.30%", REFUSED),
        ("'62.54", REFUSED),
        ("๑๒๓", REFUSED),
        ("NaN", REFUSED),
        ("inf", REFUSED),
        ("ไม่จำกัด", REFUSED),
        ("999999999999999", REFUSED),  # more than DECIMAL(18, 4) holds
        # Another currency's sign is no amount of this one.
        ("$12.00", REFUSED),
        ("₱12.00", REFUSED),
    ],
)
def test_amounts(text: str, value: Any) -> None:
    assert read(Kind.MONEY, text) == (Decimal(value) if isinstance(value, str) else value)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("USD", "$12.00"),
        ("USD", "US$12"),
        ("PHP", "₱12"),
        ("BRL", "R$ 12"),
        ("IDR", "Rp12"),
        ("VND", "₫12"),
    ],
)
def test_amounts_with_the_sign_of_their_currency(code: str, text: str) -> None:
    assert read(Kind.MONEY, text, currency=Currency(code=code)) == 12


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,56", "1234.56"),
        ("1.234.567", "1234567"),
        ("62,5", "62.5"),
        ("62", "62"),
        ("Rp 1.500", "1500"),
        ("-0,5", "-0.5"),
        ("1,234.56", REFUSED),
        ("62.54", REFUSED),
        ("1.23,4", REFUSED),
    ],
)
def test_amounts_with_a_decimal_comma(text: str, value: Any) -> None:
    found = read(Kind.MONEY, text, currency=Currency(code="IDR"), decimal_comma=True)
    assert found == (Decimal(value) if isinstance(value, str) else value)


def test_amounts_are_exact_to_four_places(tmp_path: Path) -> None:
    rng = random.Random(5)
    texts = [f"{rng.randrange(10**18)}" for _ in range(deep(2_000, 200_000))]
    texts = [f"{t[:-4] or '0'}.{t[-4:]}" for t in texts if len(t) > 4]
    texts += [
        "0.1",
        "0.2",
        "0.3",
        "1.005",
        "8388608.0001",
        "4503599627370.4973",
        "0.00005",
        "1.23455",
    ]
    rows = [["2025-01-01", "ASC", "NY", "c", "1", "1", text, "0"] for text in texts]
    header = ["date", "tactic", "state", "campaign", "impression", "clicks", "spend"]
    row = Shop(tmp_path).ingest_one("ads.csv", csv_text([[*header, "attributed revenue"], *rows]))
    assert row.rows_landed == len(texts)
    landed = [r["spend"] for r in Shop(tmp_path).landed()]
    assert landed == [Decimal(t).quantize(Decimal("0.0001"), ROUND_HALF_UP) for t in texts]
    assert {r["currency"] for r in Shop(tmp_path).landed()} == {"USD"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("1,234", 1234),
        ("3.0", 3),
        ("3.", 3),
        ("-2", -2),
        ("9223372036854775807", 2**63 - 1),
        ("9223372036854775808", REFUSED),
        ("99999999999999999999999999", REFUSED),
        ("2.5", REFUSED),
        ("2.50", REFUSED),
        ("1e3", REFUSED),
        ("12,34", REFUSED),
        ("1.2.3", REFUSED),
        ("0x1F", REFUSED),
        ("1_000", REFUSED),
        ("three", REFUSED),
        ("--", None),
    ],
)
def test_whole_numbers(text: str, value: Any) -> None:
    assert read(Kind.INTEGER, text) == value


def test_whole_numbers_with_a_decimal_comma() -> None:
    assert read(Kind.INTEGER, "1.234", decimal_comma=True) == 1234
    assert read(Kind.INTEGER, "2,5", decimal_comma=True) is REFUSED


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4.30%", "0.043"),
        ("0%", "0"),
        ("100 %", "1"),
        ("1,234.5%", "12.345"),
        ("-3.21%", "-0.0321"),
        ("-", None),
        ("4.30", REFUSED),
        ("0.043", "0.043"),
        ("1", "1"),
        ("-0.5", "-0.5"),
        ("1.21", REFUSED),
        ("%", REFUSED),
        ("4%3%", REFUSED),
    ],
)
def test_percentages(text: str, value: Any) -> None:
    assert read(Kind.PERCENT, text) == (Decimal(value) if isinstance(value, str) else value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-01-05", date(2026, 1, 5)),
        ("2026-1-5", date(2026, 1, 5)),
        ("05/01/2026", date(2026, 1, 5)),
        ("31/12/2026", date(2026, 12, 31)),
        ("46027", date(2026, 1, 5)),  # a date cell of a workbook
        ("46027.75", date(2026, 1, 5)),
        ("2569-01-05", REFUSED),
        ("05/01/2569", REFUSED),
        ("05/01/69", REFUSED),
        ("05/01/26", REFUSED),
        ("12/31/2026", REFUSED),
        ("2026-02-30", REFUSED),
        ("31/04/2026", REFUSED),
        ("1970-01-01", REFUSED),
        ("infinity", REFUSED),
        ("-infinity", REFUSED),
        ("epoch", REFUSED),
        ("20260105", REFUSED),
        ("5 ม.ค. 2569", REFUSED),
        ("-", None),
    ],
)
def test_dates(text: str, value: Any) -> None:
    assert read(Kind.DATE, text, date_formats=("%Y-%m-%d", "%d/%m/%Y")) == value


SHOPEE = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%d/%m/%y %H:%M")
TIKTOK = ("%d/%m/%Y %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%m/%d/%Y %I:%M:%S %p")


@pytest.mark.parametrize(
    ("text", "value", "formats"),
    [
        ("2026-04-01 09:12", datetime(2026, 4, 1, 9, 12), SHOPEE),
        ("2026-04-01 09:12:59", datetime(2026, 4, 1, 9, 12, 59), SHOPEE),
        ("01/04/26 09:12", datetime(2026, 4, 1, 9, 12), SHOPEE),
        ("46113.5", datetime(2026, 4, 1, 12), SHOPEE),
        ("46113.38333333333", datetime(2026, 4, 1, 9, 12), SHOPEE),
        # Two figures of a Buddhist year: 2569 and 2568.
        ("01/04/69 09:12", REFUSED, SHOPEE),
        ("01/04/68 09:12", REFUSED, SHOPEE),
        ("01/04/2569 09:12", REFUSED, SHOPEE),
        # Shop time has no zone; an offset must not be dropped unseen.
        ("2026-04-01 09:12:00+07", REFUSED, SHOPEE),
        ("2026-04-01T09:12:00Z", REFUSED, SHOPEE),
        ("infinity", REFUSED, SHOPEE),
        ("2026-04-01 25:00", REFUSED, SHOPEE),
        ("19/02/2026 09:10:25\t", datetime(2026, 2, 19, 9, 10, 25), TIKTOK),
        ("2026/02/19 09:10:25", datetime(2026, 2, 19, 9, 10, 25), TIKTOK),
        ("02/13/2026 03:04:05 PM", datetime(2026, 2, 13, 15, 4, 5), TIKTOK),
        ("02/13/2026 12:00:00 AM", datetime(2026, 2, 13), TIKTOK),
        ("02/13/2026 15:04:05", REFUSED, TIKTOK),
        ("", None, TIKTOK),
    ],
)
def test_times(text: str, value: Any, formats: tuple[str, ...]) -> None:
    assert read(Kind.TIMESTAMP, text, timestamp_formats=formats) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("577123456789012345", "577123456789012345"),
        ("577123456789012345\t", "577123456789012345"),
        ("'00042", "00042"),
        ("00042", "00042"),
        ("260401GQR5R54C", "260401GQR5R54C"),
        ("SER-C-30", "SER-C-30"),
        ("5E", "5E"),
        ("1E5X", "1E5X"),
        ("5.85E+17", REFUSED),
        ("5.85E17", REFUSED),
        ("5,85E+17", REFUSED),  # as a spreadsheet with a decimal comma shows it
        ("'5.85E+17", REFUSED),
        ("5.850490000000000E+17", REFUSED),
        ("-", None),
    ],
)
def test_ids(text: str, value: Any) -> None:
    assert read(Kind.ID, text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Y", True),
        ("no", False),
        ("TRUE", True),
        ("False", False),
        ("1", True),
        ("0", False),
        ("", None),
        ("2", REFUSED),
    ],
)
def test_flags(text: str, value: Any) -> None:
    assert read(Kind.FLAG, text) == value


def test_missing_is_null_and_never_zero(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.put_fixture("shopee/ads.csv")
    row = shop.land(shop.exports / "shopee/ads.csv")
    (gmv_max, product, idle) = shop.landed(row)
    assert gmv_max["direct_orders"] is None and gmv_max["direct_sales"] is None
    assert gmv_max["spend"] == Decimal("111925") and gmv_max["impressions"] == 1_234_567
    assert product["ctr_stated"] == Decimal("0.0237")
    assert idle["clicks"] == 0 and idle["ctr_stated"] is None


# --- ids through workbooks -----------------------------------------------------------------------

HEADER = [
    "Order ID",
    "Order Status",
    "SKU ID",
    "Quantity",
    "SKU Subtotal Before Discount",
    "Created Time",
    "Country",
]


def order(order_id: Any, sku_id: Any = "1729000000000000011") -> list[Any]:
    return [order_id, "Shipped", sku_id, "1", "62.54", "19/02/2026 09:10:25", "Thailand"]


def test_long_ids_survive_as_text(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    path = workbook(shop.exports / "orders.xlsx", {"s": [HEADER, order("577123456789012345")]})
    for row in (
        shop.land(path),
        shop.ingest_one("orders.csv", csv_text([HEADER, order("577123456789012345\t")])),
    ):
        (landed,) = shop.landed(row)
        assert landed["order_id"] == "577123456789012345"
        assert landed["sku_id"] == "1729000000000000011"


@pytest.mark.parametrize(
    "number", [577123456789012345, 2**53, 2**53 + 2, 10**16, 9_999_999_999_999_998]
)
def test_ids_that_a_number_cell_cannot_hold_are_refused(tmp_path: Path, number: int) -> None:
    shop = Shop(tmp_path)
    rows = [
        HEADER,
        order("577123456789012345", sku_id=number),
        order("577123456789012346", sku_id=2**53 - 1),
    ]
    row = shop.land(workbook(shop.exports / "orders.xlsx", {"s": rows}))
    assert (row.rows_landed, row.rows_quarantined) == (1, 1)
    (bad,) = shop.quarantined()
    assert bad["column_name"] == "SKU ID"
    assert "an id with all its digits" in bad["reason"]
    assert shop.landed()[0]["sku_id"] == str(2**53 - 1)


def test_digits_that_a_program_wrote_out_beyond_a_number_are_refused(tmp_path: Path) -> None:
    """Some writers print a number of 18 digits in full, though it has lost the last ones."""
    shop = Shop(tmp_path)
    path = workbook(
        shop.exports / "orders.xlsx", {"s": [HEADER, order("577123456789012345", sku_id=77)]}
    )
    replace_in(path, b"<v>77</v>", b"<v>1729000000000000011</v>")
    row = shop.land(path)
    assert row.rows_quarantined == 1
    assert "an id with all its digits" in shop.quarantined()[0]["reason"]


def test_number_and_date_cells_of_a_workbook(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    header = ["sku", "unit_cost", "list_price", "currency", "valid_from"]
    rows = [
        header,
        ["A", 0.1 + 0.2, 690, "THB", date(2026, 1, 5)],
        ["B", 0.00001, "1,290.50", "THB", datetime(2026, 1, 6, 23, 59)],
        [42, None, 62.54, "THB", "2026-01-07"],
    ]
    row = shop.land(workbook(shop.exports / "costs.xlsx", {"s": rows}))
    assert row.rows_landed == 3
    found = [(r["sku"], r["unit_cost"], r["list_price"], r["valid_from"]) for r in shop.landed()]
    assert found == [
        ("A", Decimal("0.3"), Decimal(690), date(2026, 1, 5)),
        ("B", Decimal(0), Decimal("1290.5"), date(2026, 1, 6)),
        ("42", None, Decimal("62.54"), date(2026, 1, 7)),
    ]


# --- currency ------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["THB", "PHP", "IDR", "USD"])
def test_the_currency_of_a_header(tmp_path: Path, code: str) -> None:
    shop = Shop(tmp_path)
    text = f"Campaign name,Day,Amount spent ({code})\na,2026-04-01,12.5\n"
    shop.ingest_one("ads.csv", text)
    (landed,) = shop.landed()
    assert (landed["currency"], landed["spend"]) == (code, Decimal("12.5"))


def test_the_currency_of_a_country(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    countries = {"Thailand": "THB", "Philippines": "PHP", "ประเทศไทย": "THB", "Vietnam": "VND"}
    rows = [
        [*order(f"57712345678901234{i}")[:-1], c]
        for i, c in enumerate([*countries, "Atlantis", ""])
    ]
    row = shop.ingest_one("orders.csv", csv_text([HEADER, *rows]))
    assert [r["currency"] for r in shop.landed()] == list(countries.values())
    assert row.rows_quarantined == 2
    unknown, empty = shop.quarantined()
    assert (unknown["column_name"], unknown["value"]) == ("Country", "Atlantis")
    assert unknown["reason"] == "tells no currency that is known for this format"
    assert empty["reason"] == "is empty, but every row needs it"


def test_the_currency_of_a_row(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    rows = [
        ["sku", "list_price", "currency", "valid_from"],
        ["A", "1", "THB", "2026-01-01"],
        ["A", "2", "PHP", "2026-01-01"],
    ]
    shop.ingest_one("costs.csv", csv_text([*rows, ["A", "3", "baht", "2026-01-01"]]))
    assert [(r["list_price"], r["currency"]) for r in shop.landed()] == [(1, "THB"), (2, "PHP")]
    assert [b["value"] for b in shop.quarantined()] == ["baht"]
