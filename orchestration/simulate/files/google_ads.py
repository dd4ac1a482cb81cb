"""Google Ads campaign report by day. The seller's screen is Thai at first and English later: of the
Thai report five columns are known, so it tells what was spent and nothing of what it brought.

Totals stand below the campaigns' rows, of each day and of all days: added up, a file holds several
times its cost.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

from orchestration.simulate import text
from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import Draws, Ints
from orchestration.simulate.truth import ADS_COLUMNS, Row, Truth
from orchestration.simulate.windows import Window, month_windows
from orchestration.simulate.world import paid_ads
from orchestration.simulate.world.shop import Shop
from orchestration.simulate.writers import text_file

ENGLISH_SINCE = date(2026, 1, 1)
MISSING = " --"

THAI_COLUMNS = ("วัน", "สถานะของแคมเปญ", "แคมเปญ", "รหัสสกุลเงิน", "ค่าใช้จ่าย")
_TO_THAI = {
    "Day": "วัน",
    "Campaign status": "สถานะของแคมเปญ",
    "Campaign": "แคมเปญ",
    "Currency code": "รหัสสกุลเงิน",
    "Cost": "ค่าใช้จ่าย",
}
ENGLISH_COLUMNS = (
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
)
_THAI_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

_SEARCH, _PERFORMANCE_MAX = "Search", "Performance Max"


@dataclass(frozen=True)
class _Campaign:
    name: str
    kind: str
    budget_baht: int
    terms: paid_ads.Terms


_CAMPAIGNS = (
    _Campaign("ชื่อแบรนด์ - ค้นหา", _SEARCH, 300,
              paid_ads.Terms(0.0030, 21_000, 0.0820, 0.062)),
    _Campaign("เซรั่มวิตามินซี - ค้นหา", _SEARCH, 500,
              paid_ads.Terms(0.0065, 26_500, 0.0460, 0.029)),
    _Campaign("สินค้าทั้งหมด - PMax", _PERFORMANCE_MAX, 900,
              paid_ads.Terms(0.0110, 7_400, 0.0118, 0.024)),
    _Campaign("วันเลขเบิ้ล - ค้นหา", _SEARCH, 700,
              paid_ads.Terms(0.0090, 31_000, 0.0510, 0.034, only_double_days=True)),
)  # fmt: skip


@dataclass(frozen=True)
class Results:
    """Per campaign and day, shape (campaigns, days); money in satang."""

    spend: Ints
    impressions: Ints
    clicks: Ints
    conversion_quarters: Ints  # a sale is shared out over several clicks, so there are fractions
    sales: Ints

    def claimed_orders(self) -> Ints:
        """Conversions as whole orders, half up for each campaign and day."""
        return (self.conversion_quarters + 2) // 4


def run_ads(shop: Shop) -> Results:
    quarters, results = [], []
    for number, campaign in enumerate(_CAMPAIGNS):
        draws = Draws(shop.parameters.seed, f"google_ads/{number}")
        of = paid_ads.run(shop, "google", draws, campaign.terms)
        elsewhere = draws.below("elsewhere", np.arange(shop.parameters.day_count), 4)
        quarters.append(np.where(of.orders > 0, 4 * of.orders - elsewhere, 0))
        results.append(of)
    all_quarters = np.stack(quarters)
    orders = np.stack([of.orders for of in results])
    sales = np.stack([of.sales for of in results])
    return Results(
        spend=np.stack([of.spend for of in results]),
        impressions=np.stack([of.impressions for of in results]),
        clicks=np.stack([of.clicks for of in results]),
        conversion_quarters=all_quarters,
        sales=sales * all_quarters // np.maximum(4 * orders, 1),
    )


def is_english(window: Window) -> bool:
    return window.first >= ENGLISH_SINCE


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    """A report per month."""
    results = run_ads(shop)
    truth.plant("ads_daily.csv", ADS_COLUMNS, _daily(shop, results))
    for window in month_windows(shop.parameters):
        write = partial(write_file, shop, results, window)
        yield TextFile(f"google-ads/{file_name(window)}", write)


def _daily(shop: Shop, results: Results) -> Iterator[Row]:
    claimed = results.claimed_orders()
    for window in month_windows(shop.parameters):
        english = is_english(window)
        for day in range(
            shop.parameters.index(window.first), shop.parameters.index(window.last) + 1
        ):
            yield (
                "google",
                shop.parameters.day(day).isoformat(),
                "",
                text.baht(int(results.spend[:, day].sum())),
                int(results.impressions[:, day].sum()) if english else "",
                int(results.clicks[:, day].sum()) if english else "",
                int(claimed[:, day].sum()) if english else 0,
                text.baht(int(results.sales[:, day].sum()) if english else 0),
            )


def file_name(window: Window) -> str:
    title = "Campaign report" if is_english(window) else "รายงานแคมเปญ"
    return f"{title} {window.first:%Y-%m}.csv"


def write_file(shop: Shop, results: Results, window: Window, path: Path) -> None:
    """Title, days, header, a row per campaign and day, then the totals."""
    english = is_english(window)
    first, last = window.first, window.last
    with text_file(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        if english:
            writer.writerow(["Campaign report"])
            writer.writerow([" - ".join(_english_day(day) for day in (first, last))])
            writer.writerow(ENGLISH_COLUMNS)
        else:  # names no year
            writer.writerow(["รายงานแคมเปญ"])
            writer.writerow([f"{first.day} - {last.day} {_THAI_MONTHS[last.month - 1]}"])
            writer.writerow(THAI_COLUMNS)
        for row in _rows(shop, results, window):
            if english:
                writer.writerow([row.get(column, MISSING) for column in ENGLISH_COLUMNS])
            else:
                writer.writerow([row[column] for column in _TO_THAI])


def _english_day(day: date) -> str:
    return f"{_ENGLISH_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _rows(shop: Shop, results: Results, window: Window) -> Iterator[dict[str, str]]:
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    english = is_english(window)
    for day in range(first, last + 1):
        name = shop.parameters.day(day).isoformat()
        for number, campaign in enumerate(_CAMPAIGNS):
            on = results.spend[number, day] > 0
            yield {
                "Day": name,
                "Campaign": campaign.name,
                **_status(on=bool(on), english=english),
                "Budget": text.baht_with_commas(campaign.budget_baht * 100),
                "Budget type": "Daily",
                "Status": "Eligible" if on else "Paused",
                "Campaign type": campaign.kind,
                "Bid strategy type": "Maximize conversion value",
                "Goals": "Purchases",
                **_measures(results, [number], slice(day, day + 1)),
            }
    everything = list(range(len(_CAMPAIGNS)))
    kinds = {
        kind: [n for n in everything if _CAMPAIGNS[n].kind == kind]
        for kind in (_SEARCH, _PERFORMANCE_MAX)
    }
    totals = (
        {"Total: Campaigns": everything, "Total: Account": everything}
        | {f"Total: {kind}": numbers for kind, numbers in kinds.items()}
        if english
        else {"ทั้งหมด: แคมเปญ": everything, "ทั้งหมด: บัญชี": everything}
    )
    spans = [(shop.parameters.day(d).isoformat(), slice(d, d + 1)) for d in range(first, last + 1)]
    for name, days in [*spans, (MISSING, slice(first, last + 1))]:
        for label, numbers in totals.items():
            measures = _measures(results, numbers, days)
            yield {"Day": name, "Campaign status": label, "Campaign": MISSING, **measures}


def _status(on: bool, english: bool) -> dict[str, str]:
    if english:
        return {"Campaign status": "Enabled" if on else "Paused"}
    return {"Campaign status": "เปิดใช้อยู่" if on else "หยุดชั่วคราว"}


def _measures(results: Results, numbers: list[int], days: slice) -> dict[str, str]:
    spend, impressions, clicks, quarters, sales = (
        int(of[numbers, days].sum())
        for of in (
            results.spend,
            results.impressions,
            results.clicks,
            results.conversion_quarters,
            results.sales,
        )
    )

    def each(part: float, whole: float) -> str:
        return f"{part / whole:,.2f}" if whole else MISSING

    def share(part: float, whole: float) -> str:
        return f"{100 * part / whole:.2f}%" if whole else MISSING

    return {
        "Currency code": "THB",
        "Cost": text.baht_with_commas(spend),
        "Impr.": f"{impressions:,}",
        "Clicks": f"{clicks:,}",
        "CTR": share(clicks, impressions),
        "Avg. CPM": each(spend * 10, impressions),
        "Conversions": f"{quarters / 4:,.2f}",
        "Conv. rate": share(quarters / 4, clicks),
        "Cost / conv.": each(spend / 25, quarters),
        "Conv. value": text.baht_with_commas(sales),
        "Conv. value / cost": each(sales, spend),
    }
