"""TikTok beside its orders: the traps of the real files of lives, videos, products and ads."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from ingest_helpers import FIXTURES, Row, Shop, csv_text, rows_of, workbook
from ingest_rows import hashed

from orchestration.ingest.land import UnknownFile
from orchestration.ingest.ledger import LedgerRow

LIVES = "tiktok_shop/live_sessions"
VIDEOS = "tiktok_shop/videos"
PRODUCTS = "tiktok_shop/product_performance"
CREATIVES = "tiktok_ads/gmv_max_creatives"
CREATIVES_NAME = "creative data for product campaigns 2026-07-01 ~ 2026-07-31.xlsx"


def land(root: Path, fixture: str, name: str | None = None) -> tuple[LedgerRow, list[Row]]:
    shop = Shop(root)
    row = shop.land(shop.put_fixture(fixture, name))
    assert row.rows_quarantined == 0
    return row, shop.landed(row)


def changed(root: Path, fixture: str, replacements: dict[str, str]) -> tuple[LedgerRow, Shop]:
    text = (FIXTURES / fixture).read_text(encoding="utf-8-sig")
    for old, new in replacements.items():
        assert old in text
        text = text.replace(old, new)
    shop = Shop(root)
    return shop.ingest_one("export.csv", text), shop


def period(row: LedgerRow) -> tuple[datetime | None, datetime | None]:
    return row.period_start, row.period_end


def month(start: datetime, days: int) -> tuple[datetime, datetime]:
    return start, start.replace(day=days, hour=23, minute=59, second=59)


# --- lives ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["live.csv", "Live Analysis (1).xlsx"])
def test_lives_of_thailand(tmp_path: Path, name: str) -> None:
    row, (long, night, broken, again) = land(tmp_path, f"{LIVES}.csv", name)
    assert (row.header_row, period(row)) == (3, month(datetime(2026, 2, 1), 28))
    assert long["started_at"] == datetime(2026, 2, 3, 19, 30)  # "2026/02/03/ 19:30"
    assert long["duration_seconds"] == 4 * 3600 + 9 * 60 + 28
    # The wider amount is what the session is credited with, and it stands last.
    assert (long["direct_gmv"], long["attributed_gmv"]) == (
        Decimal("58410.50"),
        Decimal("63120.75"),
    )
    assert (long["created_orders"], long["direct_orders"], long["paid_orders"]) == (171, 160, None)
    assert (long["viewers"], long["views"], long["currency"]) == (18_420, 25_310, "THB")
    assert (night["attributed_gmv"], night["average_price_stated"]) == (0, None)
    assert (broken["direct_gmv"], broken["product_impressions"]) == (None, None)
    assert broken["started_at"] == again["started_at"]
    assert [r["duration_seconds"] for r in (broken, again)] == [9, 3720]


def test_creators_are_hashed_and_their_handle_is_the_one_of_orders(tmp_path: Path) -> None:
    _, rows = land(tmp_path, f"{LIVES}.csv")
    assert rows[0]["creator_id"] == hashed("nidskin.live")
    assert rows[0]["creator_account_id"] == hashed("7100000000000000001")
    said = json.dumps(rows, ensure_ascii=False, default=str)
    for person in ("nidskin", "ร้านนิด", "7100000000000000001"):
        assert person not in said


def test_lives_of_indonesia_have_a_decimal_comma_and_all_three_amounts(tmp_path: Path) -> None:
    row, (live,) = land(tmp_path, f"{LIVES}_id.csv")
    assert row.unknown_headers == "[]"
    # The line break of the first cell is real.
    assert (row.header_row, period(row)) == (4, month(datetime(2026, 7, 1), 31))
    amounts = [live[c] for c in ("attributed_gmv", "direct_gmv", "indirect_gmv")]
    assert amounts == [10_945_407, 9_800_000, 1_145_407]
    assert amounts[0] == amounts[1] + amounts[2]
    assert (live["duration_seconds"], live["viewers"], live["currency"]) == (25_920, 9310, "IDR")
    assert [live[c] for c in ("attributed_units", "direct_units", "indirect_units")] == [
        152,
        137,
        15,
    ]
    assert (live["created_orders"], live["paid_orders"]) == (140, 131)


def test_lives_in_english(tmp_path: Path) -> None:
    _, (live,) = land(tmp_path, f"{LIVES}_en.csv")
    assert (live["attributed_gmv"], live["direct_gmv"]) == (69_852, None)
    assert (live["paid_orders"], live["attributed_units"], live["likes"]) == (190, 244, 50_002)
    assert live["duration_seconds"] == 45 * 60 + 30


# --- videos --------------------------------------------------------------------------------------


def test_videos_of_thailand(tmp_path: Path) -> None:
    row, (first, idle) = land(tmp_path, f"{VIDEOS}.csv", "Video Performance List_1.xlsx")
    assert period(row) == month(datetime(2026, 2, 1), 28)  # "[ช่วงวันที่]: …"
    assert first["video_id"] == "7565630769654140215"
    assert (first["views"], first["posted_date"]) == (123_045, date(2026, 1, 14))
    assert (first["direct_gmv"], first["attributed_gmv"]) == (
        Decimal("2926.18"),
        Decimal("3030.93"),
    )
    # "--" is unknown; a zero is a zero.
    assert (idle["buyers"], idle["direct_gmv"], idle["attributed_gmv"]) == (None, None, 0)


def test_a_caption_never_gets_in(tmp_path: Path) -> None:
    _, rows = land(tmp_path, f"{VIDEOS}.csv")
    assert "ใช้จริง" not in json.dumps(rows, ensure_ascii=False, default=str)


def test_videos_of_indonesia(tmp_path: Path) -> None:
    row, (video,) = land(tmp_path, f"{VIDEOS}_id.csv")
    assert row.unknown_headers == "[]"
    assert (video["views"], video["attributed_gmv"]) == (740_900, Decimal("5985000.50"))
    assert (video["attributed_orders"], video["direct_orders"]) == (80, 74)
    assert (video["attributed_units"], video["indirect_units"]) == (91, 7)


@pytest.mark.parametrize(("sign", "code"), [("S$", "SGD"), ("$", "USD"), ("฿", "THB")])
def test_videos_in_english_say_their_currency_in_the_header(
    tmp_path: Path, sign: str, code: str
) -> None:
    row, shop = changed(tmp_path, f"{VIDEOS}_en.csv", {"(S$)": f"({sign})"})
    (video,) = shop.landed(row)
    assert (video["currency"], video["attributed_gmv"]) == (code, Decimal("22.72"))
    assert row.header_row == 2  # no blank line above it


def test_older_videos_have_other_headers(tmp_path: Path) -> None:
    row, shop = changed(
        tmp_path,
        f"{VIDEOS}_en.csv",
        {
            "Gross merchandise value (Video) (S$)": "Video Revenue (S$)",
            "Video items sold": "Unit Sales",
            "Unique customers": "Buyers",
        },
    )
    (video,) = shop.landed(row)
    assert row.unknown_headers == "[]"
    assert (video["direct_gmv"], video["direct_units"], video["buyers"]) == (
        Decimal("22.72"),
        2,
        2,
    )


def test_a_video_id_that_a_spreadsheet_has_ruined_is_refused(tmp_path: Path) -> None:
    row, _ = changed(tmp_path, f"{VIDEOS}_en.csv", {"7565630769654140216": "7.56563E+18"})
    assert (row.rows_landed, row.rows_quarantined) == (0, 1)


def test_affiliate_videos_are_another_list(tmp_path: Path) -> None:
    row, (sold, idle) = land(
        tmp_path,
        "tiktok_shop/affiliate_videos.csv",
        "Transaction_Analysis_Video_List_20260201-20260228.xlsx",
    )
    assert (row.entity, row.unknown_headers) == ("affiliate_videos", "[]")
    assert (row.header_row, period(row)) == (1, month(datetime(2026, 2, 1), 28))
    assert (sold["gmv"], sold["video_gmv"], sold["currency"]) == (1234, Decimal("1196.5"), "THB")
    assert (sold["refunded_units"], sold["estimated_commission"]) == (1, Decimal("123.4"))
    assert (idle["gmv"], idle["estimated_commission"], idle["ctr_stated"]) == (None, None, "200%")
    # The link has the handle in it.
    link = "https://www.tiktok.com/@ploy.reviews/video/7592801730790804791"
    assert (sold["video_key"], sold["creator_id"]) == (hashed(link), hashed("ploy.reviews"))


def test_affiliate_videos_in_english_have_a_row_of_definitions(tmp_path: Path) -> None:
    cells = {
        "Video title": "Soap review @anna",
        "Video ID": "7592801730790804791",
        "Post date": "2026-02-19",
        "Video link": "https://www.tiktok.com/@anna/video/7592801730790804791",
        "Creator name": "anna",
        "Creator video-attributed GMV": "$1,196.50",
        "Video-attributed orders": "4",
        "Video-attributed items sold": "5",
        "Refunds": "$299.00",
        "Items refunded": "1",
        "Est. commission": "$123.40",
        "Video views": "8,110",
        "Likes": "402",
    }
    defined = [f"What {header} means" for header in cells]
    idle = ["--" if header in ("Video-attributed orders", "Likes") else "" for header in cells]
    idle[3:5] = ["https://www.tiktok.com/@ben/video/1", "ben"]
    shop = Shop(tmp_path)
    name = "Transaction_Analysis_Video_List_20260901-20260930.csv"
    row = shop.ingest_one(name, csv_text([list(cells), defined, list(cells.values()), idle]))
    assert (row.entity, row.rows_landed, row.rows_not_data) == ("affiliate_videos", 2, 1)
    video = shop.landed(row)[0]
    assert (video["video_gmv"], video["currency"]) == (Decimal("1196.5"), "USD")
    assert (video["gmv"], video["orders"], video["units"]) == (None, 4, 5)
    alone = shop.ingest_one("other.csv", csv_text([list(cells), idle]))
    assert (alone.rows_landed, alone.rows_not_data) == (1, 0)  # nothing to tell is no definition


def test_affiliate_videos_without_dates_in_the_name_have_no_window(tmp_path: Path) -> None:
    row, _ = land(tmp_path, "tiktok_shop/affiliate_videos.csv", "Video_List.xlsx")
    assert period(row) == (None, None)


def test_affiliate_amounts_of_another_country_are_in_its_currency(tmp_path: Path) -> None:
    row, shop = changed(tmp_path, "tiktok_shop/affiliate_videos.csv", {"฿": "RM"})
    assert [r["currency"] for r in shop.landed(row)] == ["MYR", "MYR"]
    mixed = {"฿1,234": "RM1,234", "฿299": "RM299"}  # one column in ringgit, the others in baht
    row, _ = changed(tmp_path / "mixed", "tiktok_shop/affiliate_videos.csv", mixed)
    assert (row.rows_landed, row.rows_quarantined) == (1, 1)


# --- products ------------------------------------------------------------------------------------


def test_of_repeated_headers_the_first_is_the_product_as_a_whole(tmp_path: Path) -> None:
    header = rows_of(FIXTURES / f"{PRODUCTS}_id.csv")[3]
    assert (len(header), header.count("GMV"), header.count("Klik produk")) == (175, 4, 5)
    row, (product,) = land(tmp_path, f"{PRODUCTS}_id.csv", "product_list_20260701.xlsx")
    assert (row.header_row, row.unknown_headers) == (4, "[]")
    assert period(row) == month(datetime(2026, 7, 1), 31)  # an en dash, day first
    assert (product["gmv"], product["orders"], product["sku_orders"]) == (26_560_049, 143, 145)
    assert (product["impressions"], product["clicks"], product["units"]) == (740_900, 20_114, 161)
    parts = ("seller_live_gmv", "seller_video_gmv", "creator_gmv", "card_gmv")
    assert sum(product[part] for part in parts) == product["gmv"]
    assert product["currency"] == "IDR"


def test_products_in_english(tmp_path: Path) -> None:
    row, (serum, idle) = land(tmp_path, f"{PRODUCTS}.csv")
    assert json.loads(row.unknown_headers) == ["VoC diagnosis"]
    # "07/04/2026~06/05/2026" is April to May.
    assert period(row) == (datetime(2026, 4, 7), datetime(2026, 5, 6, 23, 59, 59))
    assert (serum["gmv"], serum["add_to_carts"], serum["currency"]) == (
        Decimal("12840.5"),
        122,
        "THB",
    )
    assert (idle["gmv"], idle["impressions"]) == (None, None)


@pytest.mark.parametrize(
    "said", ["2026-07-01 ~ 2026-07-31", "Analysis date: 01/07/2026-31/07/2026"]
)
def test_a_window_of_products_in_its_other_spellings(tmp_path: Path, said: str) -> None:
    row, _ = changed(tmp_path, f"{PRODUCTS}.csv", {"Analysis date: 07/04/2026~06/05/2026": said})
    assert period(row) == month(datetime(2026, 7, 1), 31)


def test_the_layout_of_before_september_has_a_status_and_a_raw_key(tmp_path: Path) -> None:
    rows = rows_of(FIXTURES / f"{PRODUCTS}_id.csv")
    for line, status in ((3, "Status daftar produk"), (4, "Aktif")):
        rows[line].insert(3, status)
    said = "promoting_creators_metric_name_short_ui"
    rows[3][rows[3].index("Rata-rata kreator yang memosting konten harian")] = said
    shop = Shop(tmp_path)
    row = shop.ingest_one("product_list.csv", csv_text(rows))
    (product,) = shop.landed(row)
    assert (product["listing_status"], product["gmv"]) == ("Aktif", 26_560_049)
    assert row.unknown_headers == "[]"


def test_the_traffic_of_products_is_the_same_list_with_fewer_columns(tmp_path: Path) -> None:
    header = ["Product ID", "Product Name", "Product impressions", "Product clicks", "Orders"]
    header += ["Add-to-cart count", "CTR"]
    shop = Shop(tmp_path)
    cells = ["1729000000000000011", "Serum", "20,114", "810", "31", "122", "4.03%"]
    row = shop.ingest_one("traffic.csv", csv_text([header, cells]))
    (product,) = shop.landed(row)
    assert (row.entity, product["clicks"], product["gmv"]) == ("product_performance", 810, None)


def test_dollars_are_not_taken_for_baht(tmp_path: Path) -> None:
    row, shop = changed(tmp_path, f"{PRODUCTS}.csv", {"12,840.50": "$12,840.50"})
    product = shop.landed(row)[0]
    assert (product["gmv"], product["currency"]) == (Decimal("12840.5"), "USD")
    signs = {"12,840.50": "$12,840.50", "5,000": "฿5,000"}
    row, _ = changed(tmp_path / "both", f"{PRODUCTS}.csv", signs)
    assert (row.rows_landed, row.rows_quarantined) == (1, 1)


def test_the_affiliate_list_of_products_is_not_product_analytics(tmp_path: Path) -> None:
    header = ["Product name", "Product ID", "GMV dari kreator", "Pengembalian dana", "CTR"]
    header += ["Impresi produk", "Klik produk", "Pembeli", "Perkiraan komisi"]
    with pytest.raises(UnknownFile):
        Shop(tmp_path).ingest_one("list.csv", csv_text([header, ["1"] * len(header)]))


# --- Ads Manager ---------------------------------------------------------------------------------


def test_the_total_of_ads_manager_is_a_checksum(tmp_path: Path) -> None:
    row, (first, _, masked) = land(tmp_path, "tiktok_ads/performance.csv", "Campaign Report.xlsx")
    assert (first["day"], first["spend"], first["net_spend"]) == (
        date(2026, 8, 15),
        Decimal("1250.5"),
        Decimal("1000.5"),
    )
    assert (first["clicks"], first["destination_clicks"], first["currency"]) == (301, 240, "THB")
    assert first["website_url"] == "https://shop.example/serum"
    # Masked is unknown; nothing is nothing.
    assert (masked["impressions"], masked["clicks"], masked["destination_clicks"]) == (
        None,
        None,
        0,
    )
    checks = json.loads(row.total_checks)
    assert {c["column"] for c in checks} == {
        "Cost",
        "Net Cost",
        "Impressions",
        "Clicks (all)",
        "Clicks (destination)",
    }
    assert all(Decimal(c["stated"]) == Decimal(c["summed"]) for c in checks)


def test_a_lost_row_shows_in_the_total(tmp_path: Path) -> None:
    lines = (FIXTURES / "tiktok_ads/performance.csv").read_text("utf-8-sig").splitlines()
    shop = Shop(tmp_path)
    row = shop.ingest_one("ads.csv", "\n".join(lines[:1] + lines[2:]))
    cost = json.loads(row.total_checks)[0]
    assert (Decimal(cost["stated"]), Decimal(cost["summed"])) == (
        Decimal("2230.9"),
        Decimal("980.4"),
    )


@pytest.mark.parametrize("cells", ["-,-,Total of 3 results,-", "-,-,-,Total of 3 results"])
def test_a_total_is_known_in_whichever_column_it_stands(tmp_path: Path, cells: str) -> None:
    row, _ = changed(tmp_path, "tiktok_ads/performance.csv", {"Total of 3 results,-,-,-": cells})
    assert (row.rows_landed, row.rows_not_data, row.rows_quarantined) == (3, 1, 0)


def test_a_campaign_report_with_the_older_name_of_the_cost(tmp_path: Path) -> None:
    _, (row,) = land(tmp_path, "tiktok_ads/performance_old.csv")
    assert (row["spend"], row["currency"], row["ad_name"]) == (Decimal("1012.25"), "GBP", None)


def test_ads_without_days_are_refused(tmp_path: Path) -> None:
    rows = rows_of(FIXTURES / "tiktok_ads/performance_old.csv")
    with pytest.raises(UnknownFile, match="By Day"):
        Shop(tmp_path).ingest_one("ads.csv", csv_text([r[:1] + r[2:] for r in rows]))


# --- GMV Max -------------------------------------------------------------------------------------


def test_the_last_row_of_gmv_max_is_the_total_of_its_days(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    name = "Campaign overview data 20260815 - 20260816.xlsx"
    path = workbook(
        shop.exports / name, {"Sheet1": rows_of(FIXTURES / "tiktok_ads/gmv_max_days.csv")}
    )
    row = shop.land(path)
    days = shop.landed(row)
    assert [day["day"] for day in days] == [date(2026, 8, 15), date(2026, 8, 16)]
    assert sum(day["spend"] for day in days) == Decimal("1067.81")  # not twice that
    assert (days[0]["orders"], days[0]["revenue"]) == (26, Decimal("6805.94"))
    assert all(Decimal(c["stated"]) == Decimal(c["summed"]) for c in json.loads(row.total_checks))
    assert period(row) == (datetime(2026, 8, 15), datetime(2026, 8, 16, 23, 59, 59))


def test_creatives_have_a_decimal_point_though_the_language_has_a_comma(tmp_path: Path) -> None:
    row, (video, card) = land(tmp_path, f"{CREATIVES}.csv", CREATIVES_NAME)
    assert row.unknown_headers == "[]"
    assert period(row) == month(datetime(2026, 7, 1), 31)
    assert (video["spend"], video["revenue"]) == (Decimal("335164.77"), Decimal("5985000.5"))
    assert (video["video_id"], video["creator_id"]) == (
        "7600000000000000001",
        hashed("sari.kosmetik"),
    )
    assert (card["creative_type"], card["video_id"], card["currency"]) == (
        "Product card",
        None,
        "IDR",
    )
    assert "@sari" not in json.dumps([video, card], default=str)


@pytest.mark.parametrize(
    "name",
    [
        "creative data for product campaigns 2026-07-01 00 ~ 2026-07-31 23.csv",
        "creative+data+for+product+campaigns+2026-07-01+~+2026-07-31 (1).csv",
        "creative data for product campaigns 2026-07-01 _ 2026-07-31.csv",
    ],
)
def test_the_window_of_creatives_stands_in_the_name(tmp_path: Path, name: str) -> None:
    row, _ = land(tmp_path, f"{CREATIVES}.csv", name)
    assert period(row) == month(datetime(2026, 7, 1), 31)


def test_of_the_thai_creatives_no_id_is_known(tmp_path: Path) -> None:
    _, (first, second) = land(tmp_path, f"{CREATIVES}_th.csv", CREATIVES_NAME)
    assert (first["creative_type"], first["campaign_id"]) == ("Video", None)
    assert first["spend"] + second["spend"] == Decimal("500.10")


def test_creatives_in_english(tmp_path: Path) -> None:
    _, (creative,) = land(tmp_path, f"{CREATIVES}_en.csv", CREATIVES_NAME)
    assert (creative["product_id"], creative["orders"]) == ("1729000000000000011", 12)
