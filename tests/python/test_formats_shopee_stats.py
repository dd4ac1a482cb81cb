"""Shopee's own figures: statistics, product performance, LIVE and Video, each with its traps."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ingest_helpers import FIXTURES, Shop, csv_text, rows_of, workbook
from ingest_rows import hashed

from orchestration.ingest.land import UnknownFile

STATS = rows_of(FIXTURES / "shopee/shop_stats.csv")
OVERVIEW = rows_of(FIXTURES / "shopee/sales_overview.csv")


def landed(tmp_path: Path, fixture: str, name: str | None = None) -> list[dict[str, Any]]:
    shop = Shop(tmp_path)
    row = shop.land(shop.put_fixture(f"shopee/{fixture}", name))
    assert row.rows_quarantined == 0 and row.unknown_headers == "[]"
    return shop.landed(row)


def scaled(rows: list[list[str]], sales: str) -> list[list[str]]:
    """The statistics of another basis: the same layout, other sales on each day."""
    return [[r[0], sales, *r[2:]] if r[0][:1].isdigit() else r for r in rows]


# --- shop statistics -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sheets",
    [
        ("ทั้งหมด", "ยืนยันแล้ว", "ชำระเงินแล้ว"),
        ("Placed Order", "Confirmed Order", "Paid Order"),
        ("Pesanan Dibuat", "Pesanan Siap Dikirim", "Pesanan Dibayar"),
    ],
)
def test_of_the_three_bases_the_confirmed_one_lands(
    tmp_path: Path, sheets: tuple[str, ...]
) -> None:
    """Its sheet is neither the first nor the last, and the three have the same header."""
    shop = Shop(tmp_path)
    contents = (scaled(STATS, "90,000.00"), STATS, scaled(STATS, "80,000.00"))
    row = shop.land(
        workbook(
            shop.exports / "shop.shopee-shop-stats.20260801-20260803.xlsx",
            dict(zip(sheets, contents, strict=True)),
        )
    )
    assert [r["sales"] for r in shop.landed(row)] == [Decimal("7100.25"), Decimal("5350.5"), 0]
    assert (row.period_start, row.period_end) == (
        datetime(2026, 8, 1),
        datetime(2026, 8, 3, 23, 59, 59),
    )


def test_a_workbook_without_the_confirmed_basis_is_refused(tmp_path: Path) -> None:
    """Placed sales must never stand for confirmed ones."""
    shop = Shop(tmp_path)
    path = workbook(shop.exports / "s.xlsx", {"Placed Order": STATS, "Paid Order": STATS})
    with pytest.raises(UnknownFile):
        shop.land(path)


def test_the_summary_is_a_checksum_and_no_day(tmp_path: Path) -> None:
    first, second, empty = landed(tmp_path, "shop_stats.csv")
    assert first["interval_start"] == datetime(2026, 8, 1)
    assert (first["sales"], first["orders"], first["visitors"]) == (Decimal("7100.25"), 12, 355)
    assert (second["returned_orders"], second["returned_sales"]) == (1, 450)
    assert (second["order_rate_stated"], first["repeat_rate_stated"]) == (Decimal("0.025"), None)
    assert (empty["sales"], empty["buyers"]) == (0, 0)  # a day without sales is no missing day
    assert {r["currency"] for r in (first, second, empty)} == {"THB"}


def test_a_summary_that_does_not_add_up_is_told(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    rows = [*STATS[:4], *STATS[5:]]  # a day is missing
    row = shop.ingest_one("shop_stats.csv", csv_text(rows))
    assert '"stated": "12450.7500", "summed": "5350.5000"' in row.total_checks


def test_the_hours_of_a_single_day(tmp_path: Path) -> None:
    """The lower table is headed by another word, and its cells have a time."""
    hours = landed(tmp_path, "shop_stats_hours.csv")
    assert [r["interval_start"].hour for r in hours] == [0, 13, 23]
    assert [r["sales"] for r in hours] == [500, 1000, 0]
    assert hours[2]["sales_per_order_stated"] is None


def test_indonesian_statistics(tmp_path: Path) -> None:
    first, second = landed(tmp_path, "shop_stats_id.csv")
    assert (first["sales"], first["currency"]) == (1_515_002, "IDR")
    assert (first["product_clicks"], first["order_rate_stated"]) == (6145, Decimal("0.0029"))
    assert (second["cancelled_orders"], second["cancelled_sales"]) == (1, 99_000)


def test_english_statistics(tmp_path: Path) -> None:
    (day,) = landed(tmp_path, "shop_stats_en.csv")
    assert (day["interval_start"], day["sales"], day["currency"]) == (
        datetime(2026, 9, 1),
        Decimal("2480.5"),
        "PHP",
    )
    assert (day["sales_without_rebate"], day["new_buyers"]) == (Decimal("2300.5"), 3)


# --- the overviews -------------------------------------------------------------------------------


def test_days_are_not_read_under_the_header_of_the_summary(tmp_path: Path) -> None:
    """The fourth cell is the summary's sales and the days' units."""
    shop = Shop(tmp_path)
    row = shop.land(
        workbook(
            shop.exports / "sales_overview_20260901-20260902.xlsx", {"Sales Overview": OVERVIEW}
        )
    )
    first, second = shop.landed(row)
    assert row.header_row == 4 and row.unknown_headers == "[]"
    assert (first["placed_units"], first["placed_sales"]) == (7, Decimal("2480.5"))
    assert (first["confirmed_units"], first["confirmed_sales"]) == (5, Decimal("2230.25"))
    assert (second["placed_orders"], second["confirmed_orders"]) == (4, 3)
    assert (row.period_start, row.period_end) == (
        datetime(2026, 9, 1),
        datetime(2026, 9, 2, 23, 59, 59),
    )


def test_a_sales_overview_without_days_is_refused(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    path = workbook(shop.exports / "s.xlsx", {"Sales Overview": OVERVIEW[:2]})
    with pytest.raises(UnknownFile):
        shop.land(path)


def test_thai_sales_overview_by_the_hour(tmp_path: Path) -> None:
    midnight, one = landed(tmp_path, "sales_overview_hours.csv")
    assert (midnight["confirmed_sales"], midnight["currency"]) == (Decimal("80.25"), "THB")
    assert (one["interval_start"], one["placed_sales"]) == (
        datetime(2026, 9, 8, 1),
        Decimal("19.75"),
    )
    assert one["placed_orders"] is None  # not in the Thai file: not 0


def test_traffic_is_that_of_all_devices(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    rows = rows_of(FIXTURES / "shopee/traffic_overview.csv")
    part = [[*r[:5], "9", *r[6:]] if r[0][:1].isdigit() else r for r in rows]
    row = shop.land(workbook(shop.exports / "t.xlsx", {"PC": part, "APP": part, "All": rows}))
    first, second = shop.landed(row)
    assert (first["day"], first["visitors"], first["page_views"]) == (date(2026, 9, 1), 140, 700)
    assert (first["time_spent_stated"], second["time_spent_stated"]) == (90, 3723)


def test_product_overview(tmp_path: Path) -> None:
    first, second = landed(tmp_path, "product_overview.csv")
    assert (first["visitors"], first["visited_products"], first["add_to_cart_units"]) == (
        135,
        28,
        30,
    )
    assert (first["placed_sales"], second["confirmed_sales"]) == (Decimal("2480.5"), 1500)


# --- product performance -------------------------------------------------------------------------


def test_the_second_code_of_a_variation_is_its_sku(tmp_path: Path) -> None:
    serum, small, _, soap = landed(tmp_path, "product_performance.20260701_20260731.csv")
    assert (small["variation_id"], small["repeated_code_sku"]) == (
        "118800000000000011",
        "SERUM-30",
    )
    assert (serum["variation_id"], serum["repeated_code_sku"], serum["parent_sku"]) == (
        None,
        None,
        "SERUM",
    )
    assert (serum["placed_sales"], serum["confirmed_sales"]) == (3_106_400, 2_958_300)
    assert (serum["impressions"], serum["ctr_stated"]) == (25_990, Decimal("0.0455"))
    assert (soap["confirmed_sales"], soap["confirmed_sales_per_order_stated"]) == (0, None)
    assert serum["placed_days_to_repeat_stated"] == Decimal("3.5")
    assert (serum["_period_start"], serum["_period_end"]) == (
        datetime(2026, 7, 1),
        datetime(2026, 7, 31, 23, 59, 59),
    )


def test_headers_of_two_languages_and_brackets_of_two_widths(tmp_path: Path) -> None:
    header = rows_of(FIXTURES / "shopee/product_performance_my.20260807_20260905.csv")[0]
    assert "件数 (加入购物车）" in header and "Current Item Status" in header
    product, variation, other = landed(tmp_path, "product_performance_my.20260807_20260905.csv")
    assert (product["placed_sales"], product["currency"]) == (Decimal("12422.42"), "MYR")
    assert (product["add_to_cart_units"], product["add_to_cart_rate_stated"]) == (
        1171,
        Decimal("0.1657"),
    )
    assert (variation["variation_id"], variation["variation_status"]) == ("V-1", "Normal")
    assert (other["confirmed_sales"], other["confirmed_orders"]) == (None, None)  # "-" is not 0


def test_english_product_performance(tmp_path: Path) -> None:
    product, variation = landed(tmp_path, "product_performance_en.20260901_20260921.csv")
    assert (product["confirmed_orders"], product["placed_orders"]) == (5, None)
    assert (product["variation_status"], variation["variation_status"]) == (None, "Normal")


def test_the_sheet_of_all_products_is_taken(tmp_path: Path) -> None:
    """New products stand on a sheet of their own, without variations."""
    shop = Shop(tmp_path)
    rows = rows_of(FIXTURES / "shopee/product_performance_my.20260807_20260905.csv")
    new = [[*r[:2], *r[8:]] for r in rows]
    row = shop.land(workbook(shop.exports / "p.xlsx", {"新上架商品": new, "热销商品": rows}))
    assert row.rows_landed == 3 and shop.landed(row)[1]["variation_id"] == "V-1"


# --- LIVE and Video ------------------------------------------------------------------------------


def test_live_sessions_name_no_one(tmp_path: Path) -> None:
    """Hosts stand in the titles."""
    first, second = landed(tmp_path, "live_sessions.csv")
    assert first["stream_title"] == hashed("Promo Gajian bareng Kak Sinta")
    assert first["account_id"] == second["account_id"] == hashed("123456789")
    assert (first["started_at"], first["duration"]) == (datetime(2026, 9, 30, 23, 31), 7223)
    assert (first["placed_sales"], first["confirmed_sales"]) == (6_317_440, 5_900_000)
    assert (first["viewers"], first["confirmed_orders"], first["currency"]) == (1778, 21, "IDR")


def test_the_older_list_of_live_sessions(tmp_path: Path) -> None:
    """On the third sheet, with the currency's sign in the header."""
    shop = Shop(tmp_path)
    rows = rows_of(FIXTURES / "shopee/live_sessions_streaming.csv")
    row = shop.land(
        workbook(
            shop.exports / "live_streaming.xlsx",
            {"Ringkasan": [["x"]], "Produk": [["y"]], "Daftar Streaming": rows},
        )
    )
    (session,) = shop.landed(row)
    assert (session["confirmed_sales"], session["currency"]) == (1_250_400, "IDR")
    assert (session["accepted_orders"], session["peak_viewers"]) == (14, 87)


def test_thai_live_sessions(tmp_path: Path) -> None:
    (session,) = landed(tmp_path, "live_sessions_th.csv")
    assert (session["confirmed_sales"], session["currency"]) == (Decimal("69852.5"), "THB")
    assert (session["duration"], session["viewers"]) == (14_420, 5410)


def test_an_overview_is_one_row_whatever_blocks_follow(tmp_path: Path) -> None:
    """The blocks of the sources have numbers where the first has amounts and counts."""
    (overview,) = landed(tmp_path, "live_overview_1m_2026-09-30.csv")
    assert overview["data_period"] == "01-09-2026 - 30-09-2026"
    assert (overview["placed_sales"], overview["confirmed_sales"]) == (31_702_701, 23_583_555)
    assert (overview["lives"], overview["live_time_indonesian"]) == (41, "78j57m4d")
    # Two columns are called the same; the account's own is the first.
    assert (overview["engaged_viewers"], overview["views"]) == (580, 10_425)
    assert overview["_period_end"].date() == date(2026, 9, 30)


def test_the_source_blocks_may_begin_in_the_first_cell(tmp_path: Path) -> None:
    rows = rows_of(FIXTURES / "shopee/live_overview_1m_2026-09-30.csv")
    width = len(rows[1])
    shifted = [r if n < 4 else [*r[2:], "", ""] for n, r in enumerate(rows)]
    row = Shop(tmp_path).ingest_one(
        "live_overview_1m_2026-09-30.csv",
        csv_text([[*r, *[""] * (width - len(r))] for r in shifted]),
    )
    assert (row.rows_landed, row.rows_quarantined) == (1, 0)


def test_thai_overviews(tmp_path: Path) -> None:
    (live,) = landed(tmp_path / "live", "live_overview_th_1m_2026-01-31.csv")
    assert (live["live_time"], live["peak_viewers"], live["currency"]) == (14_968, 45, "THB")
    assert live["confirmed_sales"] == 11_000
    (video,) = landed(tmp_path / "video", "video_overview_1m_2026-01-31.csv")
    assert (video["views"], video["viewers"], video["videos_with_sales"]) == (40_239, 31_020, 6)
    assert (video["confirmed_sales"], video["currency"]) == (Decimal("8450.25"), "THB")
