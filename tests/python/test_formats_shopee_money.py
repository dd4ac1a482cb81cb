"""Shopee's income, wallet and ads reports, each with what is easily read wrong in it."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ingest_helpers import FIXTURES, Cell, Shop, csv_text, rows_of, workbook
from ingest_rows import hashed

from orchestration.ingest.land import UnknownFile
from orchestration.ingest.ledger import LedgerRow
from orchestration.ingest.platforms._shopee_income import PARTS

Rows = list[list[Cell]]

SUMMARY: Rows = [
    ["Income Report"],
    [],
    ["Report Details"],
    ["Username (Seller)", "talad_kedai"],
    ["Bank Account", "****1234"],
    ["From", "2026-04-01"],
    ["to", "2026-04-08"],
    [],
    ["Income Summary", None, None, "RM"],
    ["1. Total Revenue", None, None, 64.6],
    ["3. Total Released Amount", None, None, 25.61],
]
FEES: Rows = [
    [None, None, "Service Fee (Incl. SST)"],
    ["Sequence No.", "Order ID", "Cashback Programme", "Platform Support Fee"],
    [1, "2604060AB1CD2E", -3.84, -0.54],
]


def fixture(name: str) -> Rows:
    return [list(row) for row in rows_of(FIXTURES / "shopee" / name)]


def numbers(rows: Rows) -> Rows:
    """The cells that are numbers, as a workbook holds them."""

    def number(cell: Cell) -> Cell:
        try:
            return float(str(cell)) if str(cell) != "0.00" else cell
        except ValueError:
            return cell

    return [[number(cell) for cell in row] for row in rows]


def land_workbook(
    tmp_path: Path, name: str, sheets: dict[str, Rows]
) -> tuple[LedgerRow, list[dict[str, Any]]]:
    shop = Shop(tmp_path)
    row = shop.land(workbook(shop.exports / name, sheets))
    assert row.rows_quarantined == 0, shop.quarantined(row)
    return row, shop.landed(row)


def land_text(tmp_path: Path, text: str | bytes) -> tuple[LedgerRow, list[dict[str, Any]]]:
    shop = Shop(tmp_path)
    row = shop.ingest_one("report.csv", text)
    assert row.rows_quarantined == 0, shop.quarantined(row)
    return row, shop.landed(row)


def parts_of(row: dict[str, Any]) -> Decimal:
    return sum((row[part.name] or Decimal(0) for part in PARTS), Decimal(0))


# --- income --------------------------------------------------------------------------------------


def test_thai_income(tmp_path: Path) -> None:
    row, (paid, refunded, other) = land_workbook(
        tmp_path,
        "Income.โอนเงินสำเร็จ.th.20260601_20260630.xlsx",
        {"Summary": [["รายงาน"]], "Income": fixture("income.csv"), "Service Fee Details": FEES},
    )
    assert (row.entity, row.header_row, row.unknown_headers) == ("income", 6, "[]")
    assert (row.period_start, row.period_end) == (
        datetime(2026, 6, 1),
        datetime(2026, 6, 30, 23, 59, 59),
    )
    assert (paid["currency"], paid["net_amount"]) == ("THB", Decimal("368.40"))
    assert (paid["seller_product_discount"], paid["commission"]) == (-50, Decimal("-32.1"))
    assert paid["buyer_id"] == hashed("nid_skin.99")
    # The refund is a row of its own, of another day; "-" is unknown and not 0.
    assert refunded["order_id"] == paid["order_id"]
    assert (refunded["refund_id"], refunded["payout_date"]) == (
        "2606090A1B2C3D4",
        date(2026, 6, 16),
    )
    assert (refunded["refund"], refunded["product_price"]) == (-200, None)
    assert (other["product_price"], other["tax"], other["installation_fee"]) == (1290, -12, -450)
    for income in (paid, refunded, other):
        assert parts_of(income) == income["net_amount"]


def test_thai_income_with_days_first(tmp_path: Path) -> None:
    def days_first(cell: Cell) -> Cell:
        parts = str(cell).split("-")
        is_day = len(str(cell)) == 10 and len(parts) == 3
        return "/".join(reversed(parts)) if is_day else cell

    rows = [[days_first(cell) for cell in row] for row in fixture("income.csv")]
    _, (paid, refunded, _) = land_workbook(tmp_path, "Income.xlsx", {"Income": rows})
    assert "/" in str(rows)
    assert (paid["order_date"], refunded["payout_date"]) == (
        date(2026, 6, 1),
        date(2026, 6, 16),
    )


def test_malaysian_income(tmp_path: Path) -> None:
    row, (paid, its_sku, refunded, refunded_sku) = land_workbook(
        tmp_path,
        "Income.released.my.xlsx",
        {
            "Summary": SUMMARY,
            "Income": numbers(fixture("income_my.csv")),
            "Service Fee Details": FEES,
        },
    )
    # The column without a header holds a formula as text and is never read.
    assert (row.header_row, row.unknown_headers) == (3, "[]")
    # No dates in the name and none above the header: the sheet Summary has them.
    assert (row.period_start, row.period_end) == (
        datetime(2026, 4, 1),
        datetime(2026, 4, 8, 23, 59, 59),
    )
    assert [r["view_by"] for r in (paid, its_sku, refunded, refunded_sku)] == [
        "Order",
        "Sku",
        "Order",
        "Sku",
    ]
    assert (paid["currency"], paid["net_amount"]) == ("MYR", Decimal("45.61"))
    assert (paid["seller_voucher"], paid["shipping_sst"]) == (-4, Decimal("-0.5"))
    assert (paid["saver_fee"], its_sku["saver_fee"]) == (0, None)  # "0.00" and "-"
    assert (paid["fee_rate_stated"], paid["product_id"]) == ("3.78", None)
    assert paid["buyer_id"] == hashed("aiman_kl88")
    assert (refunded["refund_id"], refunded["net_amount"]) == ("2604030A1B2C3D", -20)
    assert refunded_sku["net_amount"] is None
    for income in (paid, refunded):
        assert parts_of(income) == income["net_amount"]


def test_indonesian_income(tmp_path: Path) -> None:
    row, (first, _) = land_workbook(
        tmp_path, "Income.released.id.xlsx", {"Income": numbers(fixture("income_id.csv"))}
    )
    assert row.header_row == 6
    assert (first["currency"], first["net_amount"], first["commission"]) == ("IDR", 30832, -3069)
    assert (row.period_start, row.period_end) == (
        datetime(2026, 6, 15),
        datetime(2026, 6, 21, 23, 59, 59),
    )


def test_rupiah_in_text_are_no_thousandths(tmp_path: Path) -> None:
    rows = fixture("income_id.csv")
    rows[6][2:] = ["-3.069", "-2.046", "30.832"]
    _, (first, _) = land_workbook(tmp_path, "Income.released.id.xlsx", {"Income": rows})
    assert (first["net_amount"], first["service_fee"]) == (30832, -2046)


def test_a_part_file_without_payouts_has_no_rows(tmp_path: Path) -> None:
    row, landed = land_workbook(
        tmp_path,
        "Income.released.my.20260401_20260408 (2).xlsx",
        {"Summary": SUMMARY, "Income": fixture("income_my.csv")[:3]},
    )
    assert (row.entity, row.rows_read, landed) == ("income", 0, [])


def test_a_part_file_of_the_summary_alone_is_left_out_in_one_line(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    workbook(shop.exports / "part2.xlsx", {"Summary": SUMMARY})
    workbook(shop.exports / "part1.xlsx", {"Summary": SUMMARY, "Income": fixture("income_my.csv")})
    done = shop.ingest()
    assert [row.file for row in done.new] == ["part1.xlsx"]
    (refused,) = done.refused
    assert refused.file == "part2.xlsx" and "\n" not in refused.reason


def test_a_part_under_an_unknown_header_is_noticed(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    rows = fixture("income.csv")
    workbook(shop.exports / "right.xlsx", {"Income": rows})
    place = rows[5].index("ค่าบริการ")
    rows[5][place] = "ค่าบริการ แบบใหม่"
    workbook(shop.exports / "renamed.xlsx", {"Income": rows})
    done = shop.ingest(with_suites=True)
    names = {row.file_sha256: row.file for row in done.new}
    adds_up = {
        names[check.file_sha256]: check.is_success
        for check in done.checks
        if check.expectation == "the parts add up to net_amount"
    }
    assert adds_up == {"right.xlsx": True, "renamed.xlsx": False}
    assert all(c.is_success for c in done.checks if names[c.file_sha256] == "right.xlsx")


# --- wallet --------------------------------------------------------------------------------------


def test_wallet(tmp_path: Path) -> None:
    row, (withdrawn, paid, refunded, second, adjusted) = land_workbook(
        tmp_path,
        "my_balance_transaction_report.shopee.20260601_20260630.xlsx",
        {"Transaction Report": fixture("wallet.csv")},
    )
    assert (row.entity, row.header_row) == ("wallet", 18)
    assert row.period_end == datetime(2026, 6, 30, 23, 59, 59)
    assert (withdrawn["order_id"], withdrawn["amount"], withdrawn["balance"]) == (None, -5890, 0)
    assert withdrawn["description"] == "การถอนเงินอัตโนมัติ"
    assert (paid["order_id"], paid["transacted_at"]) == (
        "260601GQR5R54C",
        datetime(2026, 6, 9, 13, 55, 39),
    )
    assert refunded["transacted_at"] == second["transacted_at"]
    assert (adjusted["transaction_type"], adjusted["amount"], adjusted["currency"]) == (
        "รายการปรับปรุง",
        55,
        "THB",
    )


def test_no_buyers_name_is_written(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    workbook(shop.exports / "my.xlsx", {"Summary": SUMMARY, "Income": fixture("income_my.csv")})
    workbook(shop.exports / "th.xlsx", {"Income": fixture("income.csv")})
    shop.ingest()
    written = str((shop.landed(), shop.quarantined(), shop.ledger()))
    assert hashed("aiman_kl88") in written
    assert not any(name in written for name in ("aiman_kl88", "nid_skin", "talad_kedai"))


# --- ads -----------------------------------------------------------------------------------------


def test_indonesian_ads(tmp_path: Path) -> None:
    row, (gmv_max, soap) = land_text(tmp_path, (FIXTURES / "shopee/ads_id.csv").read_bytes())
    assert (row.entity, row.header_row, row.unknown_headers) == ("ads", 8, "[]")
    assert (row.period_start, row.period_end) == (
        datetime(2026, 7, 1),
        datetime(2026, 7, 31, 23, 59, 59),
    )
    assert (gmv_max["ad_name"], gmv_max["ad_type"]) == ("Shop GMV Max", None)
    assert (gmv_max["currency"], gmv_max["spend"]) == ("IDR", 899423)
    assert gmv_max["cost_per_order_stated"] == Decimal("6972.27")
    assert (gmv_max["roas_stated"], gmv_max["ctr_stated"]) == (
        Decimal("11.13"),
        Decimal("0.0556"),
    )
    assert (gmv_max["add_to_cart"], gmv_max["ends_on"]) == (None, "Tidak Terbatas")
    assert (soap["ad_name"], soap["product_id"], soap["orders"]) == (
        "Sabun Mandi, isi 3",
        "22334455669",
        0,
    )


def test_indonesian_ads_of_october_call_the_cart_by_its_name(tmp_path: Path) -> None:
    rows = fixture("ads_id.csv")
    place = rows[7].index("Add to Cart")
    rows[7][place : place + 2] = ["Tambah ke Keranjang", "Persentase Tambah ke Keranjang"]
    row, (_, soap) = land_text(tmp_path, csv_text(rows))
    assert (soap["add_to_cart"], row.unknown_headers) == (1, "[]")


@pytest.mark.parametrize(
    ("country", "code"), [("Thailand", "THB"), ("Indonesia", "IDR"), ("Vietnam", "VND")]
)
def test_english_ads_are_of_the_country_of_their_title(
    tmp_path: Path, country: str, code: str
) -> None:
    rows = fixture("ads_en.csv")
    rows[0] = [f"All CPC Ads Report - Shopee {country}"]
    row, (gmv_max, soap) = land_text(tmp_path, csv_text(rows))
    assert (row.entity, row.header_row, row.unknown_headers) == ("ads", 8, "[]")
    assert (row.period_start, row.period_end) == (
        datetime(2026, 8, 1),
        datetime(2026, 8, 31, 23, 59, 59),
    )
    assert (gmv_max["currency"], gmv_max["spend"]) == (code, Decimal("8994.23"))
    assert (gmv_max["sales"], gmv_max["ctr_stated"]) == (Decimal("100078.84"), Decimal("0.0556"))
    assert (gmv_max["impressions"], gmv_max["ends_on"]) == (44013, "Unlimited")
    assert (soap["product_id"], soap["orders"], soap["add_to_cart"]) == ("22334455669", 0, 1)


def test_english_ads_of_no_country_are_quarantined(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    row = shop.ingest_one("ads.csv", csv_text(fixture("ads_en.csv")[6:]))
    assert (row.rows_landed, row.rows_quarantined) == (0, 2)
    assert {q["reason"] for q in shop.quarantined(row)} == {
        "tells no currency that is known for this format"
    }


def test_ads_with_a_decimal_comma_are_read_by_their_cells(tmp_path: Path) -> None:
    rows = fixture("ads_id.csv")
    for row in rows[8:]:
        row[10:] = [str(cell).replace(".", ",") if "." in str(cell) else cell for cell in row[10:]]
        row[rows[7].index("Biaya")] = "899.423"
    _, (gmv_max, _) = land_text(tmp_path, csv_text(rows))
    assert (gmv_max["spend"], gmv_max["roas_stated"]) == (899423, Decimal("11.13"))


@pytest.mark.parametrize("header", ["", "ช่องใหม่"])
def test_ads_with_one_more_column_in_front(tmp_path: Path, header: str) -> None:
    rows = fixture("ads.csv")
    rows[7:] = [[cell, *row] for cell, row in zip([header, "a", "b", "c"], rows[7:], strict=True)]
    _, (gmv_max, *_) = land_text(tmp_path, csv_text(rows))
    assert (gmv_max["impressions"], gmv_max["spend"]) == (1_234_567, 111_925)


def test_ads_of_early_2026_have_no_cart(tmp_path: Path) -> None:
    rows = fixture("ads.csv")
    place = rows[7].index("Add to Cart")
    rows[7:] = [row[:place] + row[place + 2 :] for row in rows[7:]]
    _, (gmv_max, *_) = land_text(tmp_path, csv_text(rows))
    assert (gmv_max["add_to_cart"], gmv_max["orders"]) == (None, 1210)
    assert (gmv_max["sales"], gmv_max["spend"]) == (Decimal("583900.25"), 111_925)


def test_ads_of_2021_in_the_thai_code_page(tmp_path: Path) -> None:
    rows = fixture("ads.csv")
    older = {
        "ยอดขาย/รายจ่าย (ROAS)": "ยอดขาย/รายจ่าย (ROI)",
        "ผลตอบแทนจากการลงทุนโดยตรง (Direct ROAS)": "ผลตอบแทนจากการลงทุนโดยตรง (Direct ROI)",
        "ACOS": "CIR",
        "อัตราส่วนค่าใช้จ่ายต่อรายได้โดยตรง (Direct ACOS)": "อัตราส่วนค่าใช้จ่ายต่อรายได้โดยตรง (Direct CIR)",
        "Voucher Amount": "จำนวนการเข้าชมที่สร้างขึ้นจากการบรอดแคสต์",
        "Vouchered Sales": "ยอดขายที่สร้างขึ้นจากการบรอดแคสต์",
    }
    rows[7] = [older.get(str(cell), cell) for cell in rows[7]]
    row, (_, product, _) = land_text(tmp_path, csv_text(rows).encode("cp874"))
    assert (row.entity, row.unknown_headers) == ("ads", "[]")
    assert (product["roas_stated"], product["direct_acos_stated"]) == (
        Decimal("9.78"),
        Decimal("0.1636"),
    )
    assert (product["broadcast_visits"], product["broadcast_sales"]) == (120, 3200)


def test_the_keyword_report_is_no_second_ads_report(tmp_path: Path) -> None:
    row, (first, second) = land_text(tmp_path, (FIXTURES / "shopee/ads_keywords.csv").read_bytes())
    assert (row.entity, row.unknown_headers) == ("ads_keywords", "[]")
    assert (first["keyword"], first["spend"], first["currency"]) == ("กันแดดหน้า", 500, "THB")
    assert first["share_of_voice_stated"] == Decimal("0.125")
    assert second["cost_per_order_stated"] is None


def test_the_indonesian_keyword_report(tmp_path: Path) -> None:
    row, (only,) = land_text(tmp_path, (FIXTURES / "shopee/ads_keywords_id.csv").read_bytes())
    assert (row.entity, row.unknown_headers) == ("ads_keywords", "[]")
    assert (only["keyword"], only["spend"], only["currency"]) == ("sabun mandi", 7500, "IDR")


@pytest.mark.parametrize("header", ["ตำแหน่งที่แสดง/Keyword", "Keywords/ตำแหน่ง", "Keywords"])
def test_older_keyword_reports_have_every_column_of_ads(tmp_path: Path, header: str) -> None:
    rows = fixture("ads.csv")
    more = [[header, "Match Type"], *[["กันแดด", "ตรงตัว"]] * 3]
    rows[7:] = [[*row, *cells] for row, cells in zip(rows[7:], more, strict=True)]
    row, (first, *_) = land_text(tmp_path, csv_text(rows))
    assert (row.entity, first["keyword"], first["match_type"]) == (
        "ads_keywords",
        "กันแดด",
        "ตรงตัว",
    )


def test_a_shop_without_search_ads_has_a_header_alone(tmp_path: Path) -> None:
    row, landed = land_text(tmp_path, (FIXTURES / "shopee/ads_keywords_none.csv").read_bytes())
    assert (row.entity, row.rows_read, landed) == ("ads_keywords", 0, [])
    assert row.period_end == datetime(2026, 7, 31, 23, 59, 59)


# These divide the spend of one ad, or are of another kind: added to the report of all ads they
# would count it twice.
NO_ADS = {
    "by group, in English": "Sequence,Ad / Product Name,Status,Ads Type,Product ID,Bidding Method,"
    "Start Date,End Date,Impression,Clicks,CTR,Conversions,Direct Conversions,Conversion Rate,"
    "Items Sold,GMV,Direct GMV,Expense,ROAS,Direct ROAS,ACOS,Voucher Amount,Vouchered Sales",
    "of live streams, in English": "Sequence,Campaign Name,Campaign ID,Status,Objective,"
    "Start Date,End Date,Daily Start Time,Daily End Time,Budget,Views,Orders,Conversion Rate,GMV,"
    "Expense,ROAS",
    "by product": "Urutan,Nama Produk,Kode Produk,Dilihat,Jumlah Klik,Persentase Klik,Konversi,"
    "Konversi Langsung,Produk Terjual,Omzet Penjualan,Biaya,Efektifitas Iklan,Voucher Amount",
    "by group": "Urutan,Nama Iklan/Produk,Status,Jenis Iklan,Kode Produk,Mode Bidding,"
    "Tanggal Mulai,Tanggal Selesai,Dilihat,Jumlah Klik,Persentase Klik,Konversi,Omzet Penjualan,"
    "Biaya,Efektifitas Iklan,Voucher Amount,Vouchered Sales",
    "of live streams": "Urutan,Nama Iklan,ID Iklan,Status,Tujuan,Tanggal Mulai,Tanggal Selesai,"
    "Waktu Mulai Harian,Waktu Berakhir Harian,Modal,Penonton,Pesanan,Tingkat konversi,"
    "Omzet Penjualan,Biaya,Efektifitas Iklan",
}


@pytest.mark.parametrize("kind", NO_ADS)
def test_other_reports_are_not_taken_for_ads(tmp_path: Path, kind: str) -> None:
    header = NO_ADS[kind].split(",")
    preamble = fixture("ads_id.csv")[:7]
    text = csv_text([*preamble, header, ["1", *["0"] * (len(header) - 1)]])
    with pytest.raises(UnknownFile):
        land_text(tmp_path, text)
