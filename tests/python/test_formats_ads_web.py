"""The formats of Meta Ads, Google Ads, Amazon Ads and GA4, trap by trap."""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

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
    return (FIXTURES / fixture).read_text(encoding="utf-8-sig")


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


def test_meta_without_a_campaign_is_refused(tmp_path: Path) -> None:
    """By ad set alone it could not be told from the same spend by campaign."""
    header = "Reporting starts,Reporting ends,Ad set name,Amount spent (THB),Impressions"
    with pytest.raises(UnknownFile, match="“ชื่อแคมเปญ” is missing"):
        landed(tmp_path, "Ads.csv", f"{header}\n2026-01-01,2026-01-31,Lookalike,10,99\n")


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
