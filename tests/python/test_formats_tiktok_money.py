"""TikTok Shop: orders of each country, settlements, affiliate orders and returns, read right."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ingest_helpers import FIXTURES, Row, Shop, csv_text, rows_of, workbook
from ingest_rows import hashed

from orchestration.ingest.ledger import LedgerRow
from orchestration.ingest.platforms import _tiktok_settlement as settlement
from orchestration.ingest.spec import Kind
from orchestration.settings import PROJECT

Rows = list[list[str]]


def fixture(name: str) -> Rows:
    return rows_of(FIXTURES / "tiktok_shop" / name)


def renamed(rows: Rows, headers: dict[str, str]) -> Rows:
    return [[headers.get(header, header) for header in rows[0]], *rows[1:]]


def with_cells(rows: Rows, row: int, cells: dict[str, str]) -> Rows:
    found = [list(r) for r in rows]
    for header, text in cells.items():
        found[row][rows[0].index(header)] = text
    return found


def land(tmp_path: Path, rows: Rows, name: str = "export.csv") -> tuple[Shop, LedgerRow]:
    shop = Shop(tmp_path)
    return shop, shop.ingest_one(name, csv_text(rows))


def landed(tmp_path: Path, rows: Rows) -> list[Row]:
    shop, row = land(tmp_path, rows)
    assert row.rows_quarantined == 0, shop.quarantined()
    return shop.landed(row)


# --- orders --------------------------------------------------------------------------------------

ORDERS = fixture("orders.csv")


def order(**cells: str) -> Rows:
    """The description row and one order, without the times that are not given."""
    times = [h for h in ORDERS[0] if h.endswith(" Time")]
    return with_cells(ORDERS[:3], 2, {**dict.fromkeys(times, ""), **cells})


def order_cells(created: str, country: str, amount: str) -> dict[str, str]:
    money = [
        "SKU Unit Original Price",
        "SKU Subtotal Before Discount",
        "SKU Subtotal After Discount",
    ]
    return {
        "Created Time": created,
        "Country": country,
        "Order Amount": amount,
        **dict.fromkeys(money, amount),
        "SKU Platform Discount": "0",
        "SKU Seller Discount": "0",
    }


@pytest.mark.parametrize(
    ("created", "country", "amount", "moment", "currency", "value"),
    [
        # The third of April in each, though the months and days could be changed about.
        ("03/04/2026 15:04:05\t", "Thailand", "1,290.50", (3, 15), "THB", "1290.5"),
        ("03/04/2026 15:04:05\t", "Indonesia", "129000", (3, 15), "IDR", "129000"),
        ("03/04/2026 15:04:05\t", "Indonesia", "Rp12.500,50", (3, 15), "IDR", "12500.5"),
        ("2026/04/03 15:04:05\t", "Vietnam", "82912", (3, 15), "VND", "82912"),
        ("04/03/2026 03:04:05 PM\t", "Philippines", "₱1,290.50", (3, 15), "PHP", "1290.5"),
        ("04/03/2026 03:04:05 AM\t", "United States", "$12.00", (3, 3), "USD", "12"),
        ("04/03/2026 03:04:05 PM\t", "United States", "-$12.00", (3, 15), "USD", "-12"),
    ],
)
def test_orders_of_each_country(
    tmp_path: Path,
    created: str,
    country: str,
    amount: str,
    moment: tuple[int, int],
    currency: str,
    value: str,
) -> None:
    rows = order(**order_cells(created, country, amount))
    if amount.startswith("-"):
        rows = with_cells(rows, 2, {"SKU Subtotal Before Discount": "0"})
    if "," in amount and currency == "IDR":
        # What tells the convention is a number without a sign before it.
        rows = with_cells(rows, 2, {"Original Shipping Fee": "9.500,00", "Weight(kg)": "0,42"})
    (found,) = landed(tmp_path, rows)
    day, hour = moment
    assert found["created_at"] == datetime(2026, 4, day, hour, 4, 5)
    assert (found["currency"], found["order_amount"]) == (currency, Decimal(value))


def test_a_file_with_months_first_is_read_so_as_a_whole(tmp_path: Path) -> None:
    """The 13th shows it, so the second order's 02/03 is the third of February."""
    (header, note, *lines) = order(**order_cells("02/13/2026 15:04:05", "United States", "12"))
    (_, _, *others) = order(**order_cells("02/03/2026 15:04:05", "United States", "12"))
    others = [[line[0].replace("5", "6"), *line[1:]] for line in others]
    found = landed(tmp_path, [header, note, *lines, *others])
    assert {r["created_at"] for r in found} == {
        datetime(2026, 2, 13, 15, 4, 5),
        datetime(2026, 2, 3, 15, 4, 5),
    }


def test_orders_of_the_united_states(tmp_path: Path) -> None:
    shop, row = land(tmp_path, fixture("orders_us.csv"))
    assert row.unknown_headers == '["Combined Listing"]'  # its values were never seen
    bundle, cancelled = shop.landed(row)
    assert (bundle["seller_sku"], bundle["bundle_seller_sku"]) == (None, "SOAP*3")
    assert (bundle["product_id"], bundle["sku_id"]) == (
        "1729512345678901234",
        "1729412345678901234",
    )
    assert (bundle["currency"], bundle["province"]) == ("USD", "Illinois")
    assert (bundle["retail_delivery_fee"], bundle["taxes"]) == (Decimal("0.28"), Decimal("3.06"))
    assert bundle["created_at"] == datetime(2026, 9, 8, 22, 17, 29)
    assert (cancelled["created_at"], cancelled["paid_at"]) == (
        datetime(2026, 9, 13, 16, 53, 28),
        None,
    )
    people = ("Jo E", "jo.example", "Springfield", "Sample Street", "Ring twice", "soap.live")
    assert not any(word in repr(shop.landed()) for word in people)


def test_new_order_columns_in_the_middle_change_nothing(tmp_path: Path) -> None:
    plain = landed(tmp_path / "a", ORDERS)
    wider = landed(tmp_path / "b", [[*r[:20], f"new{n}", *r[20:]] for n, r in enumerate(ORDERS)])
    assert values(plain) == values(wider)


def values(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """What rows hold, without where they come from."""
    return [{k: v for k, v in row.items() if not k.startswith("_")} for row in rows]


# --- settlements ---------------------------------------------------------------------------------

SETTLEMENTS = fixture("settlements.csv")
OLD_SETTLEMENTS = fixture("settlements_2025.csv")
LEAVES = [*settlement.REVENUE, *settlement.FEES, "adjustment"]


def test_settlements(tmp_path: Path) -> None:
    paid, returned, compensation, ads, again = landed(tmp_path, SETTLEMENTS)
    assert paid["settlement_id"] == paid["related_order_id"] == "577123456789012345"
    assert (paid["settled_date"], paid["currency"]) == (date(2026, 4, 12), "THB")
    assert (paid["net_amount"], paid["commission_fee"]) == (Decimal("470.84"), Decimal("-41.93"))
    assert returned["subtotal_before_discounts"] == 1250
    assert (returned["refund_before_discounts"], returned["refund_of_seller_discounts"]) == (
        -1250,
        150,
    )
    assert compensation["transaction_type"] == "การชดเชยจากแพลตฟอร์ม"
    assert compensation["adjustment"] == compensation["net_amount"] == 38
    assert compensation["related_order_id"] == returned["settlement_id"]
    assert ads["related_order_id"] is None  # written "/"
    assert values([again]) == values([paid])


@pytest.mark.parametrize("name", ["settlements.csv", "settlements_2025.csv", "settlements_sku.csv"])
def test_the_parts_of_a_settlement_add_up_to_its_net_amount(tmp_path: Path, name: str) -> None:
    for row in landed(tmp_path, fixture(name)):
        assert sum(row[leaf] or 0 for leaf in LEAVES) == row["net_amount"]
        if row["total_fees"] is not None:
            assert row["total_fees"] == sum(row[fee] or 0 for fee in settlement.FEES)
            assert row["total_revenue"] == sum(row[part] or 0 for part in settlement.REVENUE)


def test_each_amount_of_a_settlement_is_in_one_part_or_is_known_to_be_in_none() -> None:
    model = PROJECT / "models/staging/tiktok_shop/stg_tiktok_shop__settlements.sql"
    said = re.search(r"set parts = \{(.*?)\} %\}", model.read_text(), re.DOTALL)
    assert said
    staged = [
        name
        for columns in re.findall(r'": \[(.*?)\]', said[1], re.DOTALL)
        for name in re.findall(r'"(\w+)"', columns)
    ]
    # The adjustment is an ad fee on some rows and another adjustment on the rest.
    staged = ["adjustment" if n == "ad_payment" else n for n in staged if n != "other_adjustment"]
    assert sorted(staged) == sorted(LEAVES)
    amounts = {c.name for c in settlement.SETTLEMENTS.kept if c.kind is Kind.MONEY}
    assert amounts == {*LEAVES, *settlement.ROLL_UPS, *settlement.BUYER_SIDE, "net_amount"}


RENAMED = {
    "June 2026": {
        "Order/adjustment ID  ": "Order/Adjustment ID",
        "Type ": "Transaction type",
        "Ajustment amount": "Adjustment amount",
    },
    "capitals": {
        "Total revenue": "Total Revenue",
        "Total fees": "Total Fees",
        "Affiliate commission": "Affiliate Commission",
        "Voucher Xtra service fee": "Voucher Xtra Service Fee",
    },
    "UTC": {
        "Order created time": "Order created time(UTC)",
        "Order settled time": "Order settled time(UTC)",
    },
}
RENAMED_THAI = {
    "จำนวนเงินที่ชำระทั้งหมด": "ยอดการชำระเงินทั้งหมด",
    "รายได้รวม": "รายได้ทั้งหมด",
    "ค่าคอมมิชชั่น TikTok Shop": "ค่าคอมมิชชัน TikTok Shop",
    "ยอดรวมเงินคืนหลังหักส่วนลดจากร้านค้า": "ยอดรวมเงินคืนหลังหักส่วนลดจากผู้ขาย",
}


@pytest.mark.parametrize("headers", RENAMED.values(), ids=list(RENAMED))
def test_settlement_columns_under_their_other_names(
    tmp_path: Path, headers: dict[str, str]
) -> None:
    assert set(headers) <= set(OLD_SETTLEMENTS[0])
    old = landed(tmp_path / "old", OLD_SETTLEMENTS)
    new = landed(tmp_path / "new", renamed(OLD_SETTLEMENTS, headers))
    assert values(old) == values(new)
    assert (old[0]["settlement_id"], old[1]["adjustment"]) == ("578123456789012345", 85)
    assert (old[0]["affiliate_commission"], old[0]["voucher_xtra_fee"]) == (Decimal("-59.5"), -30)


def test_thai_settlement_columns_under_their_names_of_august_2026(tmp_path: Path) -> None:
    assert set(RENAMED_THAI) <= set(SETTLEMENTS[0])
    old = landed(tmp_path / "old", SETTLEMENTS)
    assert values(old) == values(landed(tmp_path / "new", renamed(SETTLEMENTS, RENAMED_THAI)))


def test_settlements_by_sku(tmp_path: Path) -> None:
    serum, sunscreen, ads = landed(tmp_path, fixture("settlements_sku.csv"))
    assert serum["settlement_id"] == sunscreen["settlement_id"] == "576461413038785752"
    assert (serum["sku_id"], sunscreen["sku_id"]) == ("1729000000000000011", "1729000000000000012")
    assert (serum["statement_date"], serum["settled_date"]) == (date(2026, 3, 4), None)
    assert serum["statement_id"] == "3700000000000000001"
    assert (ads["sku_id"], ads["product_name"], ads["quantity"]) == (None, None, None)  # "/"


@pytest.mark.parametrize(
    ("details", "report"), [("รายละเอียดคำสั่งซื้อ", "รายงาน"), ("Order details", "Reports")]
)
def test_the_period_of_settlements_stands_in_another_sheet(
    tmp_path: Path, details: str, report: str
) -> None:
    shop = Shop(tmp_path)
    sheets = {
        report: [
            ["", "ช่วงเวลา", "", "", "", "2026/04/01-2026/06/05"],
            ["", "รายได้ทั้งหมด", "", "", "", "599"],
        ],
        details: SETTLEMENTS,
        "บันทึกการถอน": [
            ["ประเภทธุรกรรม", "ID อ้างอิง", "เวลาส่งคำขอ", "จำนวน", "สถานะ", "เวลาที่สำเร็จ"],
            ["Earnings", "3705390239404098983", "2026/09/19", "470.84", "Transferred", "/"],
        ],
    }
    row = shop.land(workbook(shop.exports / "income_20260606.xlsx", sheets))
    assert (row.entity, row.rows_landed) == ("settlements", 5)
    assert (row.period_start, row.period_end) == (
        datetime(2026, 4, 1),
        datetime(2026, 6, 5, 23, 59, 59),
    )


def test_the_period_of_settlements_without_that_sheet_is_that_of_their_days(
    tmp_path: Path,
) -> None:
    _, row = land(tmp_path, SETTLEMENTS, "income_20260930.csv")
    assert (row.period_start, row.period_end) == (
        datetime(2026, 4, 12),
        datetime(2026, 5, 7, 23, 59, 59),
    )


def test_a_settlement_that_does_not_add_up_is_told(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    header, first, *_ = SETTLEMENTS
    shop.put("whole.csv", csv_text([header, first]))
    # A fee that the spec does not know yet, and a block that is there twice.
    shop.put(
        "unknown fee.csv",
        csv_text([[*header, "ค่าธรรมเนียมใหม่"], [*first, "-3"]]).replace("470.84", "467.84"),
    )
    shop.put("twice.csv", csv_text([header, first, first]))
    shop.put("undated.csv", csv_text(with_cells([header, first], 1, {"เวลาที่ชำระคำสั่งซื้อ": ""})))
    done = shop.ingest(with_suites=True)
    names = {row.file_sha256: row.file for row in done.new}
    failed: dict[str, list[str]] = {name: [] for name in names.values()}
    for check in done.checks:
        if not check.is_success:
            failed[names[check.file_sha256]].append(check.expectation)
    assert {name: len(sentences) for name, sentences in failed.items()} == {
        "whole.csv": 0,
        "unknown fee.csv": 2,  # its leaves and its roll-ups
        "twice.csv": 1,
        "undated.csv": 1,
    }


# --- affiliate orders ----------------------------------------------------------------------------


def test_affiliate_orders(tmp_path: Path) -> None:
    assert len(fixture("affiliate_orders.csv")[0]) == 34
    final, open_, refunded = landed(tmp_path, fixture("affiliate_orders.csv"))
    assert final["order_id"] == "577123456789012345"
    assert (final["estimated_commission"], final["actual_commission"]) == (
        Decimal("56.9"),
        Decimal("56.9"),
    )
    assert final["commission_rate_stated"] == "10%"
    assert final["created_at"] == datetime(2026, 10, 1, 15, 20, 32)
    # Not final is not nothing.
    assert (open_["actual_commission"], open_["estimated_ads_commission"]) == (None, 21)
    assert (open_["payment_amount"], open_["quantity"]) == (1050, 2)
    assert (refunded["actual_commission"], refunded["fully_refunded"]) == (0, "ใช่")
    assert refunded["created_at"] == datetime(2026, 10, 3, 8)
    assert [r["creator_id"] for r in (final, open_, refunded)] == [
        hashed("creator.may"),
        hashed("creator_b"),
        hashed("creator_b"),
    ]
    assert {r["currency"] for r in (final, open_, refunded)} == {"THB"}


def test_affiliate_orders_in_english_are_the_same_columns(tmp_path: Path) -> None:
    (row,) = landed(tmp_path, fixture("affiliate_orders_en.csv"))
    assert (row["currency"], row["estimated_commission"], row["actual_commission"]) == (
        "USD",
        Decimal("3.68"),
        0,
    )
    assert row["creator_id"] == hashed("creator.may") and row["fully_refunded"] == "Yes"
    # Days first, also in the United States.
    assert row["created_at"] == datetime(2026, 4, 3, 9)
    assert row["delivered_at"] == datetime(2026, 4, 7, 12)


def test_a_rate_that_was_saved_again_costs_no_affiliate_order(tmp_path: Path) -> None:
    rows = with_cells(fixture("affiliate_orders.csv"), 1, {"อัตราค่าคอมมิชชั่นมาตรฐาน": "0.1"})
    assert len(landed(tmp_path, rows)) == 3


def test_an_affiliate_order_whose_ids_a_spreadsheet_has_ruined_is_refused(tmp_path: Path) -> None:
    rows = with_cells(fixture("affiliate_orders.csv"), 1, {"หมายเลขคำสั่งซื้อ": "5.86354E+17"})
    shop, row = land(tmp_path, rows)
    assert (row.rows_landed, row.rows_quarantined) == (2, 1)
    assert shop.quarantined()[0]["column_name"] == "หมายเลขคำสั่งซื้อ"


CREATORS_OF_2025 = {
    "Creator-attributed GMV": "Affiliate-attributed GMV",
    "Creator-attributed items sold": "Affiliate-attributed items sold ",
    "Creator video-attributed GMV": "Affiliate video-attributed GMV",
}


def test_affiliate_creators_under_both_names(tmp_path: Path) -> None:
    rows = fixture("affiliate_creators.csv")
    assert set(CREATORS_OF_2025) <= set(rows[0])
    new = landed(tmp_path / "new", rows)
    assert values(new) == values(landed(tmp_path / "old", renamed(rows, CREATORS_OF_2025)))
    may, other = new
    assert (may["attributed_gmv"], may["items_sold"]) == (Decimal("12345.5"), 24)
    assert may["click_through_rate_stated"] == Decimal("1.205")
    assert (other["live_attributed_gmv"], other["live_sessions"]) == (None, None)  # "--"
    assert may["creator_id"] == hashed("creator.may")


def test_affiliate_creators_of_indonesia(tmp_path: Path) -> None:
    name = "Transaction_Analysis_Creator_List_20260701-20260731.csv"
    shop, row = land(tmp_path, fixture("affiliate_creators_id.csv"), name)
    may, other = shop.landed(row)
    assert (may["attributed_gmv"], may["currency"]) == (10_945_407, "IDR")
    assert may["click_to_order_rate_stated"] == Decimal("0.0321")
    assert (may["product_impressions"], other["attributed_gmv"]) == (12_345, 129_000)
    assert (row.period_start, row.period_end) == (
        datetime(2026, 7, 1),
        datetime(2026, 7, 31, 23, 59, 59),
    )


# --- returns -------------------------------------------------------------------------------------


def test_returns(tmp_path: Path) -> None:
    done, refused, open_ = landed(tmp_path, fixture("returns.csv"))
    assert (done["return_id"], done["order_id"]) == ("4035000000000000001", "577123456789012345")
    assert (done["returned_quantity"], done["refund_amount"]) == (2, 525)
    assert done["requested_at"] == datetime(2026, 3, 5, 10, 11, 12)
    assert done["refunded_at"] == datetime(2026, 3, 7, 0, 30)
    assert (refused["return_status"], refused["refund_amount"]) == ("Refund rejected", 569)
    assert (refused["refunded_at"], refused["seller_sku"]) == (None, None)
    assert (done["has_buyer_note"], open_["has_buyer_note"]) == (True, False)
    assert done["buyer_id"] == hashed("ploy.tt")


def test_returns_of_the_shorter_layout(tmp_path: Path) -> None:
    gone = {
        "Return Quantity",
        "Return Sub Status",
        "Refund Time",
        "Compensation Status",
        "Compensation Amount",
        "Appeal Status",
    }
    rows = fixture("returns.csv")
    kept = [place for place, header in enumerate(rows[0]) if header not in gone]
    found = landed(tmp_path, [[row[place] for place in kept] for row in rows])
    assert len(kept) == 19
    assert [r["returned_quantity"] for r in found] == [None] * 3  # not told, not one


@pytest.mark.parametrize("amount", ["82.912₫", "R$ 62,90", "S$20.10", "$9.19"])
def test_a_return_in_another_currency_is_not_taken_for_baht(tmp_path: Path, amount: str) -> None:
    rows = with_cells(fixture("returns.csv"), 1, {"Return unit price": amount})
    shop, row = land(tmp_path, rows)
    assert (row.rows_landed, row.rows_quarantined) == (2, 1)
    assert shop.quarantined()[0]["column_name"] == "Return unit price"


@pytest.mark.parametrize(
    ("cells", "day"),
    [(("3/12/2026 9:10", "13/2/2026 9:10"), 3), (("3/12/2026 9:10", "2/13/2026 9:10"), 12)],
)
def test_orders_that_a_spreadsheet_saved_show_which_comes_first(
    tmp_path: Path, cells: tuple[str, str], day: int
) -> None:
    """The United States' files have the month first, and so has their spreadsheet."""
    rows = fixture("orders.csv")
    for place, text in enumerate(cells, start=2):  # below the descriptions
        rows = with_cells(rows, place, {"Created Time": text})
    found = landed(tmp_path, rows[:4])
    assert found[0]["created_at"].day == day


@pytest.mark.parametrize(
    ("amounts", "code", "first"),
    [
        (["82.912₫", "1.000.500₫", "5₫"], "VND", 82912),
        (["S$20.10", "S$1,030.00", "SGD 5"], "SGD", Decimal("20.1")),
        (["$9.19", "$0.50", "$1"], "USD", Decimal("9.19")),
        (["฿9.19", "฿0.50", "฿1"], "THB", Decimal("9.19")),
        (["9.19", "0.50", "1"], "THB", Decimal("9.19")),
    ],
)
def test_returns_of_a_country_have_its_sign_throughout(
    tmp_path: Path, amounts: list[str], code: str, first: Decimal
) -> None:
    rows = fixture("returns.csv")
    for place, amount in enumerate(amounts, start=1):
        rows = with_cells(rows, place, {"Return unit price": amount})
    found = landed(tmp_path, rows)
    assert [r["currency"] for r in found] == [code] * 3
    assert found[0]["refund_amount"] == first


def test_returns_of_another_platform_are_not_taken_for_tiktoks(tmp_path: Path) -> None:
    headers = ["Return Order ID", "Return Item ID", "Order ID", "Return Reason", "Return Status"]
    shop = Shop(tmp_path)
    shop.put(
        "returns.csv", csv_text([headers, ["4035000000000000001", "1", "5771234567", "x", "y"]])
    )
    assert [refused.file for refused in shop.ingest().refused] == ["returns.csv"]


def test_no_person_of_these_files_is_kept(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    for name in (
        "affiliate_creators.csv",
        "affiliate_orders.csv",
        "affiliate_orders_en.csv",
        "returns.csv",
    ):
        shop.land(shop.put_fixture(f"tiktok_shop/{name}"))
    kept = repr(shop.landed()).lower()
    for secret in ("creator.may", "creator_b", "ploy.tt", "ของหายไป"):
        assert secret not in kept
