"""The simulated shop's TikTok Ads and GMV Max files, read back and compared with the truth."""

import csv
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

GMV_MAX = [
    "ตามวัน",
    "ต้นทุน",
    "คำสั่งซื้อ SKU (ร้านค้าปัจจุบัน)",
    "ค่าใช้จ่ายต่อคำสั่งซื้อ (ร้านค้าปัจจุบัน)",
    "รายได้ขั้นต้น (ร้านค้าปัจจุบัน)",
    "ROI (ร้านค้าปัจจุบัน)",
    "สกุลเงิน",
]
SUMS = ("Cost", "Net Cost", "Impressions", "Clicks (destination)", "Clicks (all)", "Conversions")

Row = dict[str, str]


@pytest.fixture(scope="module")
def reports(small_exports: Path) -> list[list[Row]]:
    """The rows of each Ads Manager file, the total last; oldest file first."""
    found = []
    for path in sorted(
        (small_exports / "tiktok-ads").glob("*.csv"), key=lambda path: path.stem[-8:]
    ):
        assert re.fullmatch(r"skincare-Campaign Report-\d{8}-\d{8}\.csv", path.name)
        with path.open(encoding="utf-8-sig", newline="") as file:
            found.append(list(csv.DictReader(file)))
    return found


@pytest.fixture(scope="module")
def overviews(small_exports: Path) -> list[list[list[str]]]:
    """The rows of each GMV Max file, the total last; oldest file first."""
    found = []
    paths = (small_exports / "tiktok-ads").glob("*.xlsx")
    for path in sorted(paths, key=lambda path: path.stem[-8:]):
        assert re.fullmatch(r"Campaign overview data \d{8} - \d{8}\.xlsx", path.name)
        workbook = CalamineWorkbook.from_path(path)
        assert workbook.sheet_names == ["Sheet1"]
        header, *rows = workbook.get_sheet_by_index(0).to_python()
        assert header == GMV_MAX
        assert all(isinstance(cell, str) for row in rows for cell in row)
        found.append([[str(cell) for cell in row] for row in rows])
    return found


def test_the_last_row_of_a_report_is_its_total(reports: list[list[Row]]) -> None:
    assert len(reports) == 24
    for *rows, total in reports:
        assert "Website URL (Ad level）" in total
        assert total["Campaign name"] == f"Total of {len(rows)} results"
        assert [total[name] for name in ("Ad group name", "Ad name", "By Day")] == ["-"] * 3
        for name in SUMS:
            assert Decimal(total[name]) == sum(Decimal(row[name]) for row in rows)
        for row in rows:
            assert re.fullmatch(r"\d{4}-\d\d-\d\d 00:00:00", row["By Day"])
            assert Decimal(row["Net Cost"]) <= Decimal(row["Cost"])
            assert int(row["Clicks (destination)"]) <= int(row["Clicks (all)"])
            assert row["Reach"] == "<5" or 5 <= int(row["Reach"]) <= int(row["Impressions"])
    assert any(row["Net Cost"] != row["Cost"] for rows in reports for row in rows[:-1])
    assert any("วันเลขเบิ้ล" in row["Campaign name"] for rows in reports for row in rows)


def test_the_last_day_of_gmv_max_is_no_day(overviews: list[list[list[str]]]) -> None:
    assert len(overviews) == 24
    for *rows, total in overviews:
        assert total[0] == "-"
        for position in (1, 2, 4):
            assert Decimal(total[position]) == sum(Decimal(row[position]) for row in rows)


def test_the_truth_is_what_the_newest_files_say(
    small_exports: Path, reports: list[list[Row]], overviews: list[list[list[str]]]
) -> None:
    ads: dict[str, list[Row]] = {}
    overlaps = 0
    for *rows, _ in reports:
        of_file: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            of_file[row["By Day"][:10]].append(row)
        overlaps += len(ads.keys() & of_file.keys())
        ads |= of_file
    assert 80 < overlaps < 23 * 7
    gmv_max = {row[0][:10]: row for *rows, _ in overviews for row in rows}
    with (small_exports / "_truth" / "ads_daily.csv").open(encoding="utf-8") as file:
        truth = [row for row in csv.DictReader(file) if row["channel"] == "tiktok_ads"]
    assert [row["date"] for row in truth] == sorted(gmv_max) and len(truth) == 730
    assert ads.keys() < gmv_max.keys()  # some weeks nothing is advertised
    for row in truth:
        of_day = ads.get(row["date"], [])
        _, spend, orders, _, revenue, _, _ = gmv_max[row["date"]]
        assert Decimal(row["spend"]) == Decimal(spend) + sum(Decimal(ad["Cost"]) for ad in of_day)
        for name, column in (("impressions", "Impressions"), ("clicks", "Clicks (all)")):
            stated = str(sum(int(ad[column]) for ad in of_day)) if of_day else ""
            assert row[name] == stated
        assert (row["claimed_orders"], row["claimed_revenue"]) == (orders, revenue)
