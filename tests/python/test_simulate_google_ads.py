"""The simulated shop's Google Ads reports, read back and compared with the truth beside them."""

import csv
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

THAI = ["วัน", "สถานะของแคมเปญ", "แคมเปญ", "รหัสสกุลเงิน", "ค่าใช้จ่าย"]
ENGLISH = [
    "Day",
    "Campaign status",
    "Campaign",
    "Budget",
    "Budget name",
    "Budget type",
    "Currency code",
    "Status",
    "Status reasons",
    "Optimization score",
    "Campaign type",
    "Bid strategy type",
    "Conv. value / cost",
    "Avg. target ROAS",
    "Conv. value",
    "TrueView views",
    "Impr.",
    "TrueView avg. CPV",
    "Conversions",
    "Conv. rate",
    "Cost / conv.",
    "Clicks",
    "CTR",
    "Conv. (Platform Comparable)",
    "Conv. value / Cost (Platform Comparable)",
    "Unique users",
    "Avg. CPM",
    "Cost",
    "Likes",
    "Comments",
    "Shares",
    "Goals",
]
SUMS = ("Cost", "Impr.", "Clicks", "Conv. value", "Conversions")

Row = dict[str, str]


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


class Report:
    def __init__(self, path: Path) -> None:
        with path.open(encoding="utf-8", newline="") as file:
            (self.title,), (self.days,), header, *cells = csv.reader(file)
        self.is_thai = header == THAI
        assert self.is_thai or header == ENGLISH
        rows = [dict(zip(header, row, strict=True)) for row in cells]
        if self.is_thai:
            english = ("Day", "Campaign status", "Campaign", "Currency code", "Cost")
            rows = [dict(zip(english, row.values(), strict=True)) for row in rows]
        self.totals = [row for row in rows if row["Campaign"] == " --"]
        self.rows = [row for row in rows if row["Campaign"] != " --"]


@pytest.fixture(scope="module")
def reports(small_exports: Path) -> list[Report]:
    return [Report(path) for path in sorted((small_exports / "google-ads").iterdir())]


def test_the_report_says_what_it_is(reports: list[Report]) -> None:
    assert [report.is_thai for report in reports] == [False] * 10 + [True] * 14
    assert (reports[0].title, reports[0].days) == (
        "Campaign report",
        "January 1, 2026 - January 31, 2026",
    )
    assert (reports[10].title, reports[10].days) == ("รายงานแคมเปญ", "1 - 30 พ.ย.")
    for report in reports:
        assert {row["Currency code"] for row in report.rows} == {"THB"}
        assert "Paused" in str(report.rows) or "หยุดชั่วคราว" in str(report.rows)


def test_totals_stand_once_per_day_and_once_for_all(reports: list[Report]) -> None:
    for report in reports:
        account = "ทั้งหมด: บัญชี" if report.is_thai else "Total: Account"
        labels = {row["Campaign status"] for row in report.totals}
        assert labels == (
            {"ทั้งหมด: แคมเปญ", "ทั้งหมด: บัญชี"}
            if report.is_thai
            else {"Total: Campaigns", account, "Total: Search", "Total: Performance Max"}
        )
        totals = {row["Day"]: row for row in report.totals if row["Campaign status"] == account}
        days = {row["Day"] for row in report.rows}
        assert set(totals) == days | {" --"}
        assert len(report.totals) == len(labels) * (len(days) + 1)
        for day, total in totals.items():
            of_day = [row for row in report.rows if day in (row["Day"], " --")]
            for name in SUMS[:1] if report.is_thai else SUMS:
                assert number(total[name]) == sum(number(row[name]) for row in of_day)


def test_the_truth_is_what_the_reports_say(small_exports: Path, reports: list[Report]) -> None:
    days: dict[str, list[tuple[bool, Row]]] = defaultdict(list)
    for report in reports:
        for row in report.rows:
            days[row["Day"]].append((report.is_thai, row))
    with (small_exports / "_truth" / "ads_daily.csv").open(encoding="utf-8") as file:
        truth = [row for row in csv.DictReader(file) if row["channel"] == "google"]
    assert [row["date"] for row in truth] == sorted(days) and len(days) == 730
    for row in truth:
        rows = [of for _, of in days[row["date"]]]
        assert Decimal(row["spend"]) == sum(number(of["Cost"]) for of in rows)
        if days[row["date"]][0][0]:  # five columns, and none of them these
            assert (row["impressions"], row["clicks"]) == ("", "")
            assert (row["claimed_orders"], row["claimed_revenue"]) == ("0", "0.00")
            continue
        assert int(row["impressions"]) == sum(number(of["Impr."]) for of in rows)
        assert int(row["clicks"]) == sum(number(of["Clicks"]) for of in rows)
        assert Decimal(row["claimed_revenue"]) == sum(number(of["Conv. value"]) for of in rows)
        assert int(row["claimed_orders"]) == sum(
            number(of["Conversions"]).quantize(Decimal(1), ROUND_HALF_UP) for of in rows
        )
    assert any(
        number(of["Conversions"]) % 1 for _, rows in days.items() for thai, of in rows if not thai
    )


def test_double_days_cost_more(reports: list[Report]) -> None:
    costs: dict[str, Decimal] = defaultdict(Decimal)
    for report in reports:
        for row in report.rows:
            costs[row["Day"]] += number(row["Cost"])
    advertised = sorted(cost for cost in costs.values() if cost)  # some weeks are off
    calm = advertised[len(advertised) // 2]
    days = [f"{month}-{month[5:]}" for month in {day[:7] for day in costs}]
    double = [costs[day] for day in days if costs[day]]
    assert len(double) > 15 and sum(double) / len(double) > 2 * calm
