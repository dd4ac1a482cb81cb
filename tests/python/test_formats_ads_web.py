"""The formats of Meta Ads, Google Ads, Amazon Ads and GA4, trap by trap."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from ingest_helpers import FIXTURES, Shop, csv_text, rows_of, workbook

from orchestration.ingest.land import UnknownFile
from orchestration.ingest.ledger import LedgerRow


def landed(
    tmp_path: Path, name: str, content: str | bytes
) -> tuple[LedgerRow, list[dict[str, Any]]]:
    """The ledger's row of a file and what of it lies in raw."""
    shop = Shop(tmp_path)
    row = shop.ingest_one(name, content)
    return row, shop.landed(row)


def reasons(shop: Shop) -> list[str]:
    return [row["reason"] for row in shop.quarantined()]


def text_of(fixture: str) -> str:
    text: str = (FIXTURES / fixture).read_text(encoding="utf-8-sig")
    return text


def checks(row: LedgerRow) -> dict[str, tuple[Decimal, Decimal]]:
    """What a file's totals state and what its rows add up to, by header."""
    return {
        check["column"]: (Decimal(check["stated"]), Decimal(check["summed"]))
        for check in json.loads(row.total_checks)
    }


# --- Meta Ads ------------------------------------------------------------------------------------


def test_meta_weeks_in_indonesian(tmp_path: Path) -> None:
    row, weeks = landed(tmp_path, "Laporan.csv", text_of("meta_ads/performance_range.csv"))
    assert row.entity == "performance_range" and json.loads(row.unknown_headers) == []
    assert [(w["reporting_starts"], w["reporting_ends"], w["spend"]) for w in weeks] == [
        (date(2026, 7, 1), date(2026, 7, 7), Decimal("400250.5")),
        (date(2026, 7, 8), date(2026, 7, 14), Decimal("330249.5")),
    ]
    assert {w["currency"] for w in weeks} == {"IDR"}
    assert (weeks[0]["shared_item_purchases"], weeks[0]["shared_item_purchase_value"]) == (
        10,
        1_450_000,
    )
    # What the account spent stands once more in a row of its own, and so does what the ad spent.
    assert checks(row)["Jumlah yang dibelanjakan (IDR)"] == (Decimal(730500), Decimal(730500))


def test_meta_labels_drift(tmp_path: Path) -> None:
    of_people = text_of("meta_ads/performance_range.csv").replace("CTR (rasio", "CTR Unik (rasio")
    in_the_app = of_people.replace(
        "Nilai Konversi Penambahan ke Keranjang Belanja Khusus untuk Item Bersama",
        "Nilai konversi penambahan ke keranjang di aplikasi khusus item bersama",
    )
    row, (first, _) = landed(tmp_path, "Laporan.csv", in_the_app)
    assert json.loads(row.unknown_headers) == []
    assert first["ctr_link_stated"] is None
    assert first["ctr_link_unique_stated"] == Decimal("2.608696")
    assert first["shared_item_adds_to_cart_value"] == 5_600_000


def test_meta_website_purchases_stand_in_where_all_purchases_are_not_told(tmp_path: Path) -> None:
    header = (
        "Campaign name,Day,Amount spent (THB),Website purchases,Website purchases conversion value"
    )
    _, (day,) = landed(tmp_path, "Ads.csv", f"{header}\nSongkran,2026-04-13,10,2,590\n")
    assert (day["purchases"], day["purchase_value"]) == (2, 590)
    both = f"{header},Purchases,Purchases conversion value\nSongkran,2026-04-13,10,2,590,3,890\n"
    row, (day,) = landed(tmp_path / "both", "Ads.csv", both)
    assert (day["purchases"], day["purchase_value"]) == (3, 890)
    assert row.unknown_headers == "[]"


def test_meta_campaigns_of_one_day_in_indonesian(tmp_path: Path) -> None:
    row, (soap, _) = landed(
        tmp_path, "Laporan.csv", text_of("meta_ads/performance_range_one_day.csv")
    )
    assert soap["reporting_starts"] == soap["reporting_ends"] == date(2026, 5, 11)
    assert (soap["reach"], soap["clicks"], soap["link_clicks"]) == (7500, 180, 150)
    assert (soap["cpc_stated"], soap["result_type"]) == (2778, "actions:purchase")
    assert (row.period_start, row.period_end) == (
        datetime(2026, 5, 11),
        datetime(2026, 5, 11, 23, 59, 59),
    )


def test_meta_day_is_trusted_where_the_range_stands_beside_it(tmp_path: Path) -> None:
    row, days = landed(tmp_path, "Ads.csv", text_of("meta_ads/performance.csv"))
    assert row.entity == "performance"
    assert days[0]["day"] == date(2026, 4, 1) and days[0]["reporting_ends"] == date(2026, 4, 30)


def test_meta_without_day_and_without_a_range_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownFile, match="nearest known export: Meta Ads Manager"):
        landed(
            tmp_path, "Ads.csv", "Campaign name,Amount spent (THB),Impressions\nSongkran,10,99\n"
        )


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        ("Reporting starts,Reporting ends,Ad set name,Amount spent (THB),Reach", "Campaign name"),
        ("เริ่มการรายงาน,สิ้นสุดการรายงาน,ชื่อชุดโฆษณา,จำนวนเงินที่ใช้จ่ายไป (THB),การเข้าถึง", "ชื่อแคมเปญ"),
    ],
)
def test_meta_without_a_campaign_is_refused_and_it_is_told_where_to_add_it(
    tmp_path: Path, header: str, missing: str
) -> None:
    """By ad set alone it could not be told from the same spend by campaign."""
    with pytest.raises(UnknownFile) as raised:
        landed(tmp_path, "Ads.csv", f"{header}\n2026-01-01,2026-01-31,Lookalike,10,99\n")
    said = str(raised.value)
    assert f"“{missing}” is missing; add it in Ads Manager (Columns > Customise columns" in said


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp874"])
def test_meta_encodings(tmp_path: Path, encoding: str) -> None:
    content = text_of("meta_ads/performance.csv").encode(encoding)
    _, days = landed(tmp_path, "Ads.csv", content)
    assert [d["spend"] for d in days] == [1250, Decimal("800.2"), 300]
    assert days[0]["campaign_name"] == "คอนเวอร์ชัน - เม.ย."


def test_meta_tabs_in_utf_16(tmp_path: Path) -> None:
    tabs = csv_text(rows_of(FIXTURES / "meta_ads/performance.csv"), delimiter="\t")
    _, days = landed(tmp_path, "Ads.csv", tabs.encode("utf-16"))
    assert [d["impressions"] for d in days] == [18_340, 11_002, 1_100]


@pytest.mark.parametrize(
    "fixture, western, thai",
    [
        ("performance.csv", "2026-04-01,active", "2569-04-01,active"),
        ("performance.csv", "2026-04-01,active", "01/04/2569,active"),
        (
            "performance_range_one_day.csv",
            "2026-05-11,2026-05-11,Sabun",
            "2569-05-11,2569-05-11,Sabun",
        ),
    ],
)
def test_meta_buddhist_years_are_quarantined(
    tmp_path: Path, fixture: str, western: str, thai: str
) -> None:
    shop = Shop(tmp_path)
    content = text_of(f"meta_ads/{fixture}")
    assert content.count(western) == 1
    row = shop.ingest_one("Ads.csv", content.replace(western, thai))
    assert row.rows_quarantined == 1
    assert all("Buddhist years" in reason for reason in reasons(shop))
    assert row.period_end is not None and row.period_end.year == 2026


def test_meta_days_first_when_saved_in_thai_excel(tmp_path: Path) -> None:
    content = text_of("meta_ads/performance.csv").replace("2026-04-02,", "02/04/2026,")
    _, days = landed(tmp_path, "Ads.csv", content)
    assert [d["day"] for d in days] == [date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 2)]


def test_meta_raw_data_sheet_beside_a_formatted_one(tmp_path: Path) -> None:
    """The table begins in column B of its row 3."""
    header, *rows = rows_of(FIXTURES / "meta_ads/performance_range_one_day.csv")
    shop = Shop(tmp_path)
    path = workbook(
        shop.exports / "Report.xlsx",
        {
            "Formatted Report": [["This is a formatted report"]],
            "Raw Data Report": [
                [],
                ["", "Account Report", "This is raw data. See Sheet 1 for a formatted report."],
                ["", *header],
                *(["", *cells] for cells in rows),
            ],
        },
    )
    row = shop.land(path)
    assert (row.header_row, row.rows_landed) == (3, 2)
    assert [r["spend"] for r in shop.landed(row)] == [500_000, 400_000]


# --- Google Ads ----------------------------------------------------------------------------------


def test_google_by_day(tmp_path: Path) -> None:
    row, (first, second, third) = landed(
        tmp_path, "r.csv", text_of("google_ads/campaigns_daily.csv")
    )
    assert (row.header_row, json.loads(row.unknown_headers)) == (3, [])
    assert (row.period_start, row.period_end) == (
        datetime(2026, 8, 1),
        datetime(2026, 8, 2, 23, 59, 59),
    )
    assert (first["day"], first["campaign_name"]) == (date(2026, 8, 1), "PMax | สกินแคร์")
    assert (first["cost"], first["currency"]) == (Decimal("50000.25"), "THB")
    assert (first["impressions"], first["clicks"]) == (103_153, 1_463)
    assert first["conversions"] == Decimal("108.29")
    assert (first["budget_name"], first["target_return_stated"]) == (None, None)
    assert second["target_return_stated"] == "198.75%"
    assert third["conversion_value"] == 24_000


def test_google_totals_stand_once_per_day_and_once_for_all(tmp_path: Path) -> None:
    """The largest is the account's over all days: rows and totals together are three times it."""
    row, _ = landed(tmp_path, "r.csv", text_of("google_ads/campaigns_daily.csv"))
    assert checks(row) == {
        "Cost": (Decimal("125500.75"), Decimal("125500.75")),
        "Conv. value": (Decimal("177247.30"), Decimal("177247.30")),
        "Impr.": (Decimal(130_223), Decimal(130_223)),
        "Clicks": (Decimal(2_892), Decimal(2_892)),
    }
    torn = text_of("google_ads/campaigns_daily.csv").replace(
        '"45,500.50",0,0,0,Purchase', "1.00,0,0,0,P"
    )
    wrong, _ = landed(tmp_path, "torn.csv", torn)
    assert checks(wrong)["Cost"] == (Decimal("125500.75"), Decimal("80001.25"))


def test_google_in_thai_names_no_year(tmp_path: Path) -> None:
    row, days = landed(tmp_path, "r.csv", text_of("google_ads/campaigns_daily_th.csv"))
    assert (row.period_start, row.period_end) == (
        datetime(2026, 10, 1),
        datetime(2026, 10, 2, 23, 59, 59),
    )
    assert [d["cost"] for d in days] == [
        Decimal("1970.12"),
        Decimal("29.88"),
        Decimal("1051.83"),
    ]
    assert checks(row)["ค่าใช้จ่าย"] == (Decimal("3051.83"), Decimal("3051.83"))


def test_google_over_a_period(tmp_path: Path) -> None:
    row, (pmax, _, idle) = landed(tmp_path, "r.csv", text_of("google_ads/campaigns.csv"))
    assert row.entity == "campaigns"
    assert (row.period_start, row.period_end) == (
        datetime(2026, 8, 1),
        datetime(2026, 8, 31, 23, 59, 59),
    )
    assert pmax["cost"] == Decimal("95500.75")
    assert (idle["cost"], idle["impressions"], idle["conversions"]) == (0, None, None)
    assert checks(row)["Cost"] == (Decimal("125500.75"), Decimal("125500.75"))


@pytest.mark.parametrize("said", ["All time", "1 - 31 ส.ค."])
def test_google_over_a_period_that_is_not_stated_whole(tmp_path: Path, said: str) -> None:
    """It lands and the suite tells of it; staging has no day to give it to."""
    content = text_of("google_ads/campaigns.csv").replace(
        '"August 1, 2026 - August 31, 2026"', said
    )
    shop = Shop(tmp_path)
    shop.put("r.csv", content)
    shop.ingest(with_suites=True)
    (row,) = shop.ledger().values()
    assert (row.period_start, row.period_end, row.rows_landed) == (None, None, 3)
    (told,) = [
        check
        for check in pq.read_table(shop.settings.checks / f"{row.file_sha256}.parquet").to_pylist()
        if check["expectation"] == "the days of the report are stated whole"
    ]
    assert (told["is_success"], told["unexpected_row_count"]) == (False, 3)


def test_google_excel_csv_is_utf_16_with_tabs(tmp_path: Path) -> None:
    """Thousands are not quoted there: a comma is no delimiter."""
    rows = rows_of(FIXTURES / "google_ads/campaigns_daily.csv")
    tabs = "\n".join("\t".join(cells) for cells in rows) + "\n"
    row, days = landed(tmp_path, "r.csv", b"\xff\xfe" + tabs.encode("utf-16-le"))
    assert (row.rows_landed, row.rows_not_data, row.header_row) == (3, 6, 3)
    assert [d["cost"] for d in days] == [Decimal("50000.25"), 30_000, Decimal("45500.50")]
    assert row.period_end == datetime(2026, 8, 2, 23, 59, 59)


def test_google_impression_share_is_no_number(tmp_path: Path) -> None:
    content = (
        "Campaign report\n"
        '"Oct 1, 2026 - Oct 1, 2026"\n'
        "Campaign,Currency code,Cost,Impr.,Clicks,Search impr. share\n"
        'Brand,THB,"1,234.56",10,1,< 10%\n'
        "Soap,THB,5.00,20,2,> 90%\n"
        "Total: Account, --,1239.56,30,3,45.00%\n"
    )
    row, (brand, soap) = landed(tmp_path, "r.csv", content)
    assert (
        brand["impression_share_stated"] == "< 10%" and soap["impression_share_stated"] == "> 90%"
    )
    assert brand["cost"] == Decimal("1234.56")
    # Without a status column the label stands in the first one.
    assert (row.rows_not_data, row.period_start) == (1, datetime(2026, 10, 1))


def test_google_label_of_a_total_in_the_day_column(tmp_path: Path) -> None:
    content = (
        "Campaign report\n"
        "Day,Campaign,Currency code,Cost\n"
        "2026-09-01,Brand,CAD,12.34\n"
        "Total: Account,--,CAD,12.34\n"
    )
    row, (brand,) = landed(tmp_path, "r.csv", content)
    assert (brand["currency"], row.rows_not_data, row.rows_quarantined) == ("CAD", 1, 0)


def test_google_by_ad_group_has_the_label_of_a_total_in_a_column_of_its_own(
    tmp_path: Path,
) -> None:
    shop = Shop(tmp_path)
    row = shop.land(shop.put_fixture("google_ads/campaigns_ad_groups.csv"))
    assert (row.rows_landed, row.rows_not_data, row.rows_quarantined) == (2, 2, 0)
    checked = {c["column"]: (c["stated"], c["summed"]) for c in json.loads(row.total_checks)}
    assert checked["Cost"] == ("1284.5000", "1284.5000")
    assert [(r["campaign_name"], r["ad_group_name"], r["cost"]) for r in shop.landed(row)] == [
        ("Search - Soap", "Soap bars", Decimal("1234.5")),
        ("Search - Soap", "Liquid soap", 50),
    ]


def test_google_without_a_currency_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownFile, match="“Currency code” is missing"):
        landed(tmp_path, "r.csv", "Day,Campaign,Cost,Impr.,Clicks\n2026-09-01,Brand,1.00,10,1\n")


# --- Amazon Ads ----------------------------------------------------------------------------------


def test_amazon_by_day(tmp_path: Path) -> None:
    content = text_of("amazon_ads/performance.csv")
    assert "7 Day Total Sales ," in content  # headers end with a blank
    row, (first, second) = landed(tmp_path, "r.csv", content)
    assert json.loads(row.unknown_headers) == []
    assert (first["date"], first["currency"]) == (date(2026, 9, 1), "USD")
    assert (first["spend"], first["sales"]) == (Decimal("1234.56"), 4321)
    assert (first["own_sales"], first["other_sales"], first["orders"]) == (3600, 721, 130)
    assert (first["impressions"], first["acos_stated"]) == (12_340, "28.571%")
    assert (second["portfolio_name"], second["acos_stated"]) == (None, None)


def test_amazon_over_a_range_counts_14_days(tmp_path: Path) -> None:
    row, (serum,) = landed(tmp_path, "r.csv", text_of("amazon_ads/performance_range.csv"))
    assert (row.entity, json.loads(row.unknown_headers)) == ("performance_range", [])
    assert (serum["start_date"], serum["end_date"]) == (date(2026, 9, 1), date(2026, 9, 7))
    assert (serum["sales"], serum["orders"], serum["units"]) == (Decimal("120.5"), 5, 6)
    assert (serum["asin"], serum["sku"], serum["own_sales"]) == ("B0TEST0001", "SERUM-30", None)


def test_amazon_workbook_of_numbers_and_dates(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    path = workbook(
        shop.exports / "Sponsored_Products_Search_term_report.xlsx",
        {
            "Sponsored_Products_Search_term_": [
                [
                    "Date",
                    "Currency",
                    "Campaign Name",
                    "Impressions",
                    "Clicks",
                    "Click-Thru Rate (CTR)",
                    "Spend",
                    "7 Day Total Sales ",
                ],
                [date(2026, 9, 1), "USD", "SP - Soap", 210, 3, 0.014286, 1.5, 20.25],
            ]
        },
    )
    row = shop.land(path)
    (soap,) = shop.landed(row)
    assert (soap["date"], soap["spend"], soap["sales"]) == (
        date(2026, 9, 1),
        Decimal("1.5"),
        Decimal("20.25"),
    )
    assert row.rows_quarantined == 0


def test_amazon_reports_without_spend_are_refused(tmp_path: Path) -> None:
    """What shoppers bought after a click on another product is no spend of its own."""
    header = "Date,Currency,Campaign Name,Ad Group Name,Advertised ASIN,7 Day Other SKU Units (#)"
    with pytest.raises(UnknownFile, match=r"Amazon Ads report, by day.*“Spend” is missing"):
        landed(tmp_path, "r.csv", f'{header}\n"Sep 01, 2026",USD,SP,Broad,B0TEST0001,1\n')


def test_amazon_dates_that_could_be_either_way_are_quarantined(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    content = text_of("amazon_ads/performance.csv").replace('"Sep 02, 2026"', "09/02/2026")
    row = shop.ingest_one("r.csv", content)
    assert (row.rows_landed, row.rows_quarantined) == (1, 1)
    assert reasons(shop) == ["is not a date"]


# --- GA4 -----------------------------------------------------------------------------------------


def test_ga4_pages_over_the_days_of_the_comments(tmp_path: Path) -> None:
    row, (home, soap, other) = landed(tmp_path, "download.csv", text_of("ga4/pages.csv"))
    assert (row.entity, json.loads(row.unknown_headers)) == ("pages", [])
    assert (row.period_start, row.period_end) == (
        datetime(2026, 1, 1),
        datetime(2026, 9, 23, 23, 59, 59),
    )
    assert (home["views"], home["active_users"], home["events"]) == (6225, 926, 22_063)
    assert (soap["page_path"], soap["key_events"]) == ("/สบู่, สมุนไพร", 12)
    assert soap["revenue_stated"] == "15400.5" and "currency" not in soap
    assert other["page_path"] == "(other)"
    # The section below, of countries, is neither pages nor part of their total.
    assert checks(row)["Views"] == (Decimal(8134), Decimal(8134))


def test_ga4_pages_by_day(tmp_path: Path) -> None:
    row, days = landed(tmp_path, "free-form.csv", text_of("ga4/pages_daily.csv"))
    assert row.entity == "pages_daily"
    assert (row.period_start, row.period_end) == (
        datetime(2026, 7, 23),
        datetime(2026, 9, 22, 23, 59, 59),
    )
    assert [(d["date"], d["page_path"], d["views"]) for d in days] == [
        (date(2026, 8, 26), "/", 68_392),
        (date(2026, 8, 26), "/soap", 130),
        (date(2026, 8, 25), "/", 33_440),
    ]
    assert checks(row)["Views"] == (Decimal(101_962), Decimal(101_962))


def test_ga4_landing_pages(tmp_path: Path) -> None:
    row, (home, _) = landed(tmp_path, "free-form.csv", text_of("ga4/landing_pages.csv"))
    assert (home["date"], home["sessions"], home["new_users"]) == (
        date(2026, 8, 26),
        49_241,
        44_921,
    )
    assert checks(row) == {"Sessions": (Decimal(49_321), Decimal(49_321))}


def test_ga4_saved_by_excel_has_commas_after_its_comments(tmp_path: Path) -> None:
    content = text_of("ga4/pages.csv").replace("20260101\n", "20260101,,,,,,,\n")
    row, _ = landed(tmp_path, "download.csv", content)
    assert row.period_start == datetime(2026, 1, 1)


def test_ga4_report_of_countries_is_refused(tmp_path: Path) -> None:
    _, countries = text_of("ga4/pages.csv").split("\n\n# ---")
    with pytest.raises(UnknownFile):
        landed(tmp_path, "download.csv", f"# ---{countries}")
