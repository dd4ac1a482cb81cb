"""TikTok Ads: Ads Manager by day at the level of ads, and the daily overview of GMV Max.

Both end with a total: a row named `Total of N results`, and a day named `-`. Ads Manager says
nothing of sales, GMV Max nothing of impressions and clicks; GMV Max claims every order of the
products while it runs, organic ones too. Each file begins seven days before its month.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa

from orchestration.simulate import text
from orchestration.simulate.downloads import TextFile, Workbook
from orchestration.simulate.draws import Draws, Ints
from orchestration.simulate.truth import ADS_COLUMNS, Row, Truth
from orchestration.simulate.windows import Window, tiktok_ads_windows
from orchestration.simulate.world import paid_ads
from orchestration.simulate.world.media import EXPECTED_ORDER_SATANG
from orchestration.simulate.world.paid_ads import counts
from orchestration.simulate.world.shop import Shop
from orchestration.simulate.writers import text_file

COLUMNS = (
    "Campaign name",
    "Ad group name",
    "Ad name",
    "By Day",
    "Website URL (Ad level）",  # the closing bracket is a full-width one
    "Currency",
    "Cost",
    "Net Cost",
    "CPC (destination)",
    "CPM",
    "Impressions",
    "Clicks (destination)",
    "CTR (destination)",
    "Clicks (all)",
    "Reach",
    "Cost per 1,000 people reached",
    "Frequency",
    "Video views",
    "2-second video views",
    "6-second video views",
    "Conversions",
    "Cost per conversion",
    "CVR",
    "Results",
    "Cost per result",
)
GMV_MAX_SHEET = "Sheet1"
GMV_MAX_COLUMNS = (
    "ตามวัน",
    "ต้นทุน",
    "คำสั่งซื้อ SKU (ร้านค้าปัจจุบัน)",
    "ค่าใช้จ่ายต่อคำสั่งซื้อ (ร้านค้าปัจจุบัน)",
    "รายได้ขั้นต้น (ร้านค้าปัจจุบัน)",
    "ROI (ร้านค้าปัจจุบัน)",
    "สกุลเงิน",
)

# Of the GMV that is expected of TikTok Shop without marketing, and of the orders there are.
GMV_MAX_SPEND_SHARE = 0.045
GMV_MAX_CLAIMED_SHARE = 0.62
_MASKED_BELOW = 5  # so few people are nobody's business


@dataclass(frozen=True)
class _Ad:
    campaign: str
    ad_group: str
    name: str
    terms: paid_ads.Terms


_ADS = (
    _Ad("Awareness | กันแดด", "ผู้หญิง 18-34", "กันแดดไม่วอก 15 วิ",
        paid_ads.Terms(0.0070, 3_900, 0.0092, 0.011)),
    _Ad("Awareness | กันแดด", "ผู้หญิง 18-34", "ทากันแดดให้ถูก",
        paid_ads.Terms(0.0045, 3_600, 0.0081, 0.010)),
    _Ad("Traffic | เซรั่ม", "สนใจสกินแคร์", "รีวิวเซรั่ม 30 วัน",
        paid_ads.Terms(0.0060, 4_800, 0.0124, 0.016)),
    _Ad("Traffic | วันเลขเบิ้ล", "ทุกกลุ่ม", "โค้ดลดวันเลขเบิ้ล",
        paid_ads.Terms(0.0120, 4_300, 0.0150, 0.015, only_double_days=True)),
)  # fmt: skip


@dataclass(frozen=True)
class AdResults:
    """Per ad and day, shape (ads, days); money in satang."""

    spend: Ints
    net_spend: Ints  # less what TikTok's own coupons paid for
    impressions: Ints
    reach: Ints
    destination_clicks: Ints
    clicks: Ints
    conversions: Ints


@dataclass(frozen=True)
class GmvMaxResults:
    """Per day, shape (days,); money in satang."""

    spend: Ints
    orders: Ints
    revenue: Ints


def run_ads(shop: Shop) -> AdResults:
    series: list[dict[str, Ints]] = []
    days = np.arange(shop.parameters.day_count)
    for number, ad in enumerate(_ADS):
        draws = Draws(shop.parameters.seed, f"tiktok_ads/{number}")
        of = paid_ads.run(shop, "tiktok_ads", draws, ad.terms)
        other_clicks = draws.generator("other clicks").binomial(of.impressions - of.clicks, 0.004)
        coupon = draws.happens("coupon", days, 0.06)
        series.append(
            {
                "spend": of.spend,
                "net_spend": np.where(coupon, of.spend * 4 // 5, of.spend),
                "impressions": of.impressions,
                "reach": -(-of.impressions * (65 + draws.below("reach", days, 25)) // 100),
                "destination_clicks": of.clicks,
                "clicks": of.clicks + counts(other_clicks),
                "conversions": of.orders,
            }
        )
    return AdResults(**{name: np.stack([of[name] for of in series]) for name in series[0]})


def run_gmv_max(shop: Shop) -> GmvMaxResults:
    draws = Draws(shop.parameters.seed, "tiktok_ads/gmv_max")
    days = shop.parameters.day_count
    budget = paid_ads.in_flight(shop, "tiktok_ads", "tiktok_shop") * GMV_MAX_SPEND_SHARE
    claimed = shop.plans["tiktok_shop"].rate * GMV_MAX_CLAIMED_SHARE * (budget > 0)
    orders = counts(draws.generator("orders").poisson(claimed))
    each = np.floor(EXPECTED_ORDER_SATANG * draws.noise("value", days, 0.10))
    return GmvMaxResults(
        spend=counts(np.floor(budget * draws.noise("spend", days, 0.15))),
        orders=orders,
        revenue=counts(orders * each),
    )


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile | Workbook]:
    """A report of Ads Manager and one of GMV Max per month."""
    results, gmv_max = run_ads(shop), run_gmv_max(shop)
    truth.plant("ads_daily.csv", ADS_COLUMNS, _daily(shop, results, gmv_max))
    for window in tiktok_ads_windows(shop.parameters):
        write = partial(write_file, shop, results, window)
        yield TextFile(f"tiktok-ads/{file_name(window)}", write)
        yield Workbook(
            folder="tiktok-ads",
            name=partial(gmv_max_file_name, window),
            sheet=GMV_MAX_SHEET,
            header=GMV_MAX_COLUMNS,
            tables=partial(_gmv_max_tables, shop, gmv_max, window),
        )


def _daily(shop: Shop, ads: AdResults, gmv_max: GmvMaxResults) -> Iterator[Row]:
    for day in range(shop.parameters.day_count):
        delivered = bool(ads.spend[:, day].any())
        yield (
            "tiktok_ads",
            shop.parameters.day(day).isoformat(),
            "",
            text.baht(int(ads.spend[:, day].sum() + gmv_max.spend[day])),
            int(ads.impressions[:, day].sum()) if delivered else "",
            int(ads.clicks[:, day].sum()) if delivered else "",
            int(gmv_max.orders[day]),
            text.baht(int(gmv_max.revenue[day])),
        )


def file_name(window: Window) -> str:
    days = f"{window.first:%Y%m%d}-{window.last:%Y%m%d}"
    return f"skincare-Campaign Report-{days}.csv"


def gmv_max_file_name(window: Window, part: int = 1, parts: int = 1) -> str:
    suffix = "" if parts == 1 else f" ({part})"
    return f"Campaign overview data {window.first:%Y%m%d} - {window.last:%Y%m%d}{suffix}.xlsx"


def write_file(shop: Shop, results: AdResults, window: Window, path: Path) -> None:
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    count = int((results.spend[:, first : last + 1] > 0).sum())
    with text_file(path, bom=True) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_rows(shop, results, first, last))
        everything = _measures(results, slice(None), slice(first, last + 1), reach_share=0.55)
        writer.writerow([f"Total of {count} results", "-", "-", "-", "-", "THB", *everything])


def _rows(shop: Shop, results: AdResults, first: int, last: int) -> Iterator[list[str]]:
    for day in range(first, last + 1):
        for number, ad in enumerate(_ADS):
            if results.spend[number, day] == 0:
                continue  # nothing delivered, no row
            yield [
                ad.campaign,
                ad.ad_group,
                ad.name,
                f"{shop.parameters.day(day)} 00:00:00",
                "-",
                "THB",
                *_measures(results, slice(number, number + 1), slice(day, day + 1)),
            ]


def _measures(results: AdResults, ads: slice, days: slice, reach_share: float = 1.0) -> list[str]:
    """The cells from Cost on. People see several ads, so they are fewer than the rows' sum."""
    spend, net_spend, impressions, destination_clicks, clicks, conversions, people = (
        int(of[ads, days].sum())
        for of in (
            results.spend,
            results.net_spend,
            results.impressions,
            results.destination_clicks,
            results.clicks,
            results.conversions,
            results.reach,
        )
    )
    reach = int(people * reach_share)
    masked = reach < _MASKED_BELOW
    return [
        text.baht(spend),
        text.baht(net_spend),
        text.ratio(spend / 100, destination_clicks),
        text.ratio(spend * 10, impressions),
        str(impressions),
        str(destination_clicks),
        text.percent(destination_clicks, impressions),
        str(clicks),
        "<5" if masked else str(reach),
        "-" if masked else text.ratio(spend * 10, reach),
        "-" if masked else text.ratio(impressions, reach),
        str(impressions * 9 // 10),
        str(impressions * 2 // 5),
        str(impressions // 6),
        str(conversions),
        text.ratio(spend / 100, conversions),
        text.percent(conversions, destination_clicks),
        str(conversions),
        text.ratio(spend / 100, conversions),
    ]


def _gmv_max_tables(shop: Shop, results: GmvMaxResults, window: Window) -> list[pa.Table]:
    """A row per day and one for all of them, whose day is `-`. Numbers are text cells."""
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    spans = [
        (f"{shop.parameters.day(d)} 00:00:00", slice(d, d + 1)) for d in range(first, last + 1)
    ]
    rows = []
    for name, days in [*spans, ("-", slice(first, last + 1))]:
        spend, orders, revenue = (
            int(of[days].sum()) for of in (results.spend, results.orders, results.revenue)
        )
        rows.append(
            (
                name,
                text.baht(spend),
                str(orders),
                text.ratio(spend / 100, orders),
                text.baht(revenue),
                text.ratio(revenue, spend),
                "THB",
            )
        )
    cells = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
    return [pa.table(cells, names=[str(position) for position in range(len(cells))])]
