"""Meta Ads Manager, Thai, with the day breakdown: a row per ad and day, and a total row.

Each file begins seven days before its month and restates those days: purchases come in late.
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
from orchestration.simulate.draws import Draws, Flags, Floats, Ints
from orchestration.simulate.truth import ADS_COLUMNS, Row, Truth
from orchestration.simulate.windows import META_OVERLAP_DAYS, Window, meta_windows
from orchestration.simulate.world import paid_ads
from orchestration.simulate.world.media import EXPECTED_ORDER_SATANG, near_double_day
from orchestration.simulate.world.shop import Shop
from orchestration.simulate.writers import text_file

COLUMNS = (
    "ชื่อแคมเปญ",
    "ชื่อชุดโฆษณา",
    "ชื่อโฆษณา",
    "ID โฆษณา",
    "วัน",
    "สถานะการแสดงโฆษณา",
    "การเข้าถึง",
    "อิมเพรสชัน",
    "ความถี่",
    "ประเภทผลลัพธ์",
    "ผลลัพธ์",
    "ต้นทุนต่อผลลัพธ์",
    "จำนวนเงินที่ใช้จ่ายไป (THB)",
    "การซื้อ",
    "ค่าคอนเวอร์ชั่นการซื้อ",
    "จำนวนคลิก (ทั้งหมด)",
    "การคลิกลิงก์",
    "CPC (ต้นทุนต่อการคลิกลิงก์) (THB)",
    "CTR (ทั้งหมด)",
    "เริ่มการรายงาน",
    "สิ้นสุดการรายงาน",
)
TOTAL_LABEL = "รวมทั้งหมด"

_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)

# Result types are free text here; the reference lists none.
_PURCHASE, _LINK_CLICK, _CHAT = "การซื้อ", "การคลิกลิงก์", "การสนทนาด้วยข้อความ"

SPEND_SHARE_OF_GMV = 0.055
# A file made while purchases still come in may be short by this share of what it states.
LARGEST_RESTATEMENT = 0.15
_SPEND_SIGMA = 0.20


@dataclass(frozen=True)
class _Ad:
    campaign: str
    ad_set: str
    name: str
    ad_id: str
    result: str
    budget_share: float
    thousand_satang: int  # cost of 1,000 impressions
    link_click_rate: float
    purchase_rate: float  # purchases per link click
    only_double_days: bool = False


_ADS = (
    _Ad("กันแดดหน้าร้อน | ยอดขาย", "ผู้หญิง 18-34", "วิดีโอรีวิวกันแดด",
        "120214880731560417", _PURCHASE, 0.22, 7_800, 0.0150, 0.028),
    _Ad("กันแดดหน้าร้อน | ยอดขาย", "คล้ายลูกค้าเดิม 1%", "ภาพก่อนหลัง",
        "120214880731570417", _PURCHASE, 0.15, 8_600, 0.0135, 0.033),
    _Ad("เซรั่มวิตามินซี | ยอดขาย", "ผู้หญิง 25-44", "วิดีโอส่วนผสม",
        "120215106642190417", _PURCHASE, 0.20, 8_900, 0.0128, 0.031),
    _Ad("เซรั่มวิตามินซี | ยอดขาย", "รีทาร์เก็ต 30 วัน", "คารูเซลโปรคู่",
        "120215106642200417", _PURCHASE, 0.11, 12_400, 0.0190, 0.046),
    _Ad("ทักแชทปรึกษาผิว | ข้อความ", "ผู้หญิง 18-44", "ปรึกษาผิวฟรี",
        "120215337719480417", _CHAT, 0.12, 7_100, 0.0110, 0.014),
    _Ad("ทักแชทปรึกษาผิว | ข้อความ", "ผู้ชาย 18-34", "สิวผู้ชายแก้ได้",
        "120215337719490417", _CHAT, 0.05, 6_900, 0.0095, 0.009),
    _Ad("วันเลขเบิ้ล | การเข้าชม", "ทุกกลุ่ม", "นับถอยหลังวันเลขเบิ้ล",
        "120216009924370417", _LINK_CLICK, 0.45, 6_200, 0.0175, 0.021, only_double_days=True),
)  # fmt: skip


@dataclass(frozen=True)
class AccountResults:
    """Results per ad and day, shape (ads, days), with purchases as known in the end and as first
    reported; money in satang. Value is 0 for messaging ads, whose export leaves it blank."""

    spend: Ints
    impressions: Ints
    reach: Ints
    clicks: Ints
    link_clicks: Ints
    results: Ints  # of ads whose result is not a purchase
    purchases: Ints
    purchase_value: Ints
    first_purchases: Ints
    first_purchase_value: Ints

    def known(self, shop: Shop, window: Window) -> tuple[Ints, Ints]:
        """(purchases, their value) as a file of this window states them, shape (ads, days)."""
        last = shop.parameters.index(window.last)
        is_fresh = np.arange(self.spend.shape[1]) > last - META_OVERLAP_DAYS
        return (
            np.where(is_fresh, self.first_purchases, self.purchases),
            np.where(is_fresh, self.first_purchase_value, self.purchase_value),
        )


def has_value(ad: int) -> bool:
    """Purchases in a chat carry no value."""
    return _ADS[ad].result != _CHAT


def run_ads(shop: Shop) -> AccountResults:
    """Let every ad run over the whole period."""
    gmv, near = paid_ads.in_flight(shop, "facebook"), near_double_day(shop.parameters)
    series = [_run_ad(shop, number, gmv, near) for number in range(len(_ADS))]
    return AccountResults(
        **{measure: np.stack([of_ad[measure] for of_ad in series]) for measure in series[0]}
    )


def _run_ad(shop: Shop, number: int, gmv: Floats, near: Flags) -> dict[str, Ints]:
    ad = _ADS[number]
    days = shop.parameters.day_count
    draws = Draws(shop.parameters.seed, f"meta_ads/{number}")

    def counts(drawn: object) -> Ints:
        return np.asarray(drawn, dtype=np.int64)

    is_on = near if ad.only_double_days else np.ones(days, dtype=np.bool_)
    noise = draws.noise("spend", days, _SPEND_SIGMA)
    spend = counts(np.floor(gmv * SPEND_SHARE_OF_GMV * ad.budget_share * noise * is_on))
    impressions = counts(draws.generator("impressions").poisson(spend / ad.thousand_satang * 1_000))
    link_clicks = counts(draws.generator("links").binomial(impressions, ad.link_click_rate))
    other_clicks = draws.generator("others").binomial(impressions, ad.link_click_rate * 0.7)
    purchases = counts(draws.generator("purchases").binomial(link_clicks, ad.purchase_rate))
    each = np.floor(EXPECTED_ORDER_SATANG * draws.noise("value", days, 0.12))
    value = counts(purchases * each) if has_value(number) else np.zeros(days, dtype=np.int64)
    # Per mille, so that "at most 15% higher than first reported" holds exactly.
    late = draws.below("late", np.arange(days), int(1_000 * LARGEST_RESTATEMENT) + 1)
    chats = draws.generator("chats").binomial(link_clicks, 0.42)
    return {
        "spend": spend,
        "impressions": impressions,
        "reach": -(-impressions * (60 + draws.below("reach", np.arange(days), 30)) // 100),
        "clicks": link_clicks + counts(other_clicks),
        "link_clicks": link_clicks,
        "results": link_clicks if ad.result == _LINK_CLICK else counts(chats),
        "purchases": purchases,
        "purchase_value": value,
        "first_purchases": -(-purchases * 1_000 // (1_000 + late)),
        "first_purchase_value": -(-value * 1_000 // (1_000 + late)),
    }


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    """A report per month."""
    results = run_ads(shop)
    truth.plant("ads_daily.csv", ADS_COLUMNS, _daily(shop, results))
    for window in meta_windows(shop.parameters):
        write = partial(write_file, shop, results, window)
        yield TextFile(f"meta/{file_name(window)}", write)


def _daily(shop: Shop, results: AccountResults) -> Iterator[Row]:
    windows = meta_windows(shop.parameters)
    for window, newer in zip(windows, [*windows[1:], None], strict=True):
        purchases, value = results.known(shop, window)
        last = shop.parameters.index(newer.first) - 1 if newer else shop.parameters.day_count - 1
        for day in range(shop.parameters.index(window.first), last + 1):
            if not results.spend[:, day].any():
                continue  # nothing delivered, no row
            yield (
                "facebook",
                shop.parameters.day(day).isoformat(),
                "",
                text.baht(int(results.spend[:, day].sum())),
                int(results.impressions[:, day].sum()),
                int(results.clicks[:, day].sum()),
                int(purchases[:, day].sum()),
                text.baht(int(value[:, day].sum())),
            )


def file_name(window: Window) -> str:
    def spell(day: date) -> str:
        return f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}"

    return f"skincare-โฆษณา-{spell(window.first)}-{spell(window.last)}.csv"


def total_is_last(window: Window) -> bool:
    """Some exports end with a labelled total, the others begin with a nameless one."""
    return window.last.month % 4 == 0


def write_file(shop: Shop, results: AccountResults, window: Window, path: Path) -> None:
    total = _total_row(shop, results, window)
    with text_file(path, bom=True) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        if not total_is_last(window):
            writer.writerow(total)
        writer.writerows(_rows(shop, results, window))
        if total_is_last(window):
            writer.writerow([TOTAL_LABEL, *total[1:]])


def _rows(shop: Shop, results: AccountResults, window: Window) -> Iterator[list[str]]:
    parameters = shop.parameters
    known_purchases, known_value = results.known(shop, window)
    for day in range(parameters.index(window.first), parameters.index(window.last) + 1):
        for number, ad in enumerate(_ADS):
            spend = int(results.spend[number, day])
            if spend == 0:
                continue  # nothing delivered, no row
            impressions = int(results.impressions[number, day])
            reach = int(results.reach[number, day])
            purchases = int(known_purchases[number, day])
            is_sale = ad.result == _PURCHASE
            outcome = purchases if is_sale else int(results.results[number, day])
            value = text.shortest_baht(int(known_value[number, day])) if has_value(number) else ""
            name = parameters.day(day).isoformat()
            yield [
                ad.campaign,
                ad.ad_set,
                ad.name,
                ad.ad_id,
                name,
                "active",
                *_reach_and_frequency(reach, impressions),
                ad.result,
                str(outcome) if outcome else "",
                _each(spend, outcome),
                text.shortest_baht(spend),
                str(purchases) if purchases else "",
                value if purchases else "",
                *_clicks(
                    spend,
                    impressions,
                    int(results.clicks[number, day]),
                    int(results.link_clicks[number, day]),
                ),
                name,
                name,
            ]


def _total_row(shop: Shop, results: AccountResults, window: Window) -> list[str]:
    """Sums of the file's own rows; reach is less than its sum, since people see several ads."""
    parameters = shop.parameters
    days = slice(parameters.index(window.first), parameters.index(window.last) + 1)
    purchases, value = (int(of[:, days].sum()) for of in results.known(shop, window))
    spend, impressions, reach, clicks, link_clicks = (
        int(of[:, days].sum())
        for of in (
            results.spend,
            results.impressions,
            results.reach,
            results.clicks,
            results.link_clicks,
        )
    )
    return [
        *[""] * 6,
        *_reach_and_frequency(reach * 3 // 5, impressions),
        "",
        "",
        "",
        text.shortest_baht(spend),
        str(purchases) if purchases else "",
        text.shortest_baht(value) if value else "",
        *_clicks(spend, impressions, clicks, link_clicks),
        window.first.isoformat(),
        window.last.isoformat(),
    ]


def _reach_and_frequency(reach: int, impressions: int) -> tuple[str, str, str]:
    frequency = f"{impressions / reach:.6f}" if reach else ""
    return str(reach), str(impressions), frequency


def _clicks(spend: int, impressions: int, clicks: int, link_clicks: int) -> tuple[str, ...]:
    rate = f"{100 * clicks / impressions:.6f}" if impressions else ""
    return str(clicks), str(link_clicks), _each(spend, link_clicks), rate


def _each(spend: int, count: int) -> str:
    return f"{spend / 100 / count:.6f}" if count else ""
