"""Shopee Ads: `ข้อมูล-Shopee-Ads-DD_MM_YYYY-DD_MM_YYYY.csv`.

One row per ad for the whole period of the file. What Shopee claims overlaps what would have been
bought anyway.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np

from orchestration.simulate import text
from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import Draws, Flags, Ints
from orchestration.simulate.truth import ADS_COLUMNS, Row, Truth
from orchestration.simulate.windows import Window, shopee_ads_windows
from orchestration.simulate.world import paid_ads
from orchestration.simulate.world.media import EXPECTED_ORDER_SATANG
from orchestration.simulate.world.shop import SHOP_NAME, SHOP_USERNAME, SHOPEE_SHOP_ID, Shop
from orchestration.simulate.writers import text_file

COLUMNS = (
    "ลำดับ",
    "ชื่อโฆษณา",
    "สถานะ",
    "ประเภทโฆษณา",
    "รหัสสินค้า",
    "ปรับแต่ง",
    "การตั้งราคาประมูล",
    "ตำแหน่ง",
    "วันที่เริ่มต้น",
    "วันที่สิ้นสุด",
    "การมองเห็น",
    "จำนวนคลิก",
    "อัตราการคลิก (CTR)",
    "Add to Cart",
    "Add to Cart Rate",
    "การสั่งซื้อ",
    "การสั่งซื้อโดยตรง",
    "อัตราการสั่งซื้อ",
    "อัตราการสั่งซื้อโดยตรง",
    "ราคาต่อการสั่งซื้อ",
    "ราคาต่อการสั่งซื้อโดยตรง",
    "สินค้าที่ขายแล้ว",
    "สินค้าที่ขายแล้วโดยตรง",
    "ยอดขาย",
    "ยอดขายโดยตรง",
    "ค่าโฆษณา",
    "ยอดขาย/รายจ่าย (ROAS)",
    "ผลตอบแทนจากการลงทุนโดยตรง (Direct ROAS)",
    "ACOS",
    "อัตราส่วนค่าใช้จ่ายต่อรายได้โดยตรง (Direct ACOS)",
    "การมองเห็นสินค้า",
    "จำนวนคลิกสินค้า",
    "อัตราการคลิกสินค้า (CTR)",
    "Voucher Amount",
    "Vouchered Sales",
)
CART_COLUMNS = ("Add to Cart", "Add to Cart Rate")
CART_COLUMNS_SINCE = date(2025, 7, 1)

_RUNNING, _PAUSED = "กำลังดำเนินการ", "หยุดชั่วคราว"
_PRODUCT_AD = "โฆษณาสินค้า"

# Ad spend as a share of the GMV that is expected of Shopee without marketing.
SPEND_SHARE_OF_GMV = 0.065
_SPEND_SIGMA = 0.16


@dataclass(frozen=True)
class _Ad:
    name: str
    product_code: str  # `-` for GMV Max, which advertises the whole shop
    budget_share: float
    click_satang: int
    click_rate: float
    order_rate: float
    first_day: int = 0
    paused_from: int = 10**6


_ADS = (
    _Ad("Shop GMV Max", "-", 0.46, 310, 0.031, 0.036),
    _Ad("กันแดดเนื้อน้ำ SPF50+ PA++++", "21480067315", 0.16, 285, 0.027, 0.028),
    _Ad("เซรั่มไนอะซินาไมด์ 10%", "21480067502", 0.12, 320, 0.024, 0.026),
    _Ad("เซรั่มวิตามินซี 15%", "21480068844", 0.11, 345, 0.022, 0.027),
    _Ad("เจลล้างหน้าใบบัวบก สูตรอ่อนโยน", "21480071209", 0.07, 240, 0.026, 0.021, 0, 430),
    _Ad("มอยส์เจอไรเซอร์เจลแตงโม", "22960104417", 0.05, 265, 0.023, 0.020, 150),
    _Ad("เซ็ตผิวโกลว์ เซรั่ม+ครีม+กันแดด", "23875530126", 0.08, 410, 0.018, 0.019, 330),
)
# Shopee's ids of the products that are advertised, by their name.
PRODUCT_CODES = {ad.name: ad.product_code for ad in _ADS if ad.product_code != "-"}


@dataclass(frozen=True)
class AdResults:
    """Results per ad and day, shape (ads, days); money in satang."""

    spend: Ints
    impressions: Ints
    clicks: Ints
    cart_adds: Ints
    orders: Ints
    direct_orders: Ints
    items: Ints
    direct_items: Ints
    sales: Ints
    direct_sales: Ints

    def total(self, first_day: int, last_day: int) -> dict[str, Ints]:
        """Per measure, the sum over days first_day..last_day, both included, per ad."""
        return {
            field.name: getattr(self, field.name)[:, first_day : last_day + 1].sum(axis=1)
            for field in fields(self)
        }


def _is_on(ad: _Ad, days: int) -> Flags:
    return (np.arange(days) >= ad.first_day) & (np.arange(days) < ad.paused_from)


def run_ads(shop: Shop) -> AdResults:
    """Let every ad run over the whole period."""
    days = shop.parameters.day_count
    budget = paid_ads.in_flight(shop, "shopee_ads", "shopee") * SPEND_SHARE_OF_GMV
    split = np.stack([np.where(_is_on(ad, days), ad.budget_share, 0.0) for ad in _ADS])
    split = split / split.sum(axis=0)
    results: dict[str, list[Ints]] = {field.name: [] for field in fields(AdResults)}
    for number, ad in enumerate(_ADS):
        draws = Draws(shop.parameters.seed, f"shopee_ads/{number}")

        def counts(drawn: object) -> Ints:
            return np.asarray(drawn, dtype=np.int64)

        noise = draws.noise("spend", days, _SPEND_SIGMA)
        spend = counts(np.floor(budget * split[number] * noise))
        paid_clicks = spend / ad.click_satang
        clicks = counts(draws.generator("clicks").poisson(paid_clicks))
        misses = draws.generator("misses").poisson(paid_clicks * (1 / ad.click_rate - 1))
        orders = counts(draws.generator("orders").binomial(clicks, ad.order_rate))
        direct = counts(draws.generator("direct").binomial(orders, 0.68))
        value = np.floor(EXPECTED_ORDER_SATANG * draws.noise("value", days, 0.10))
        direct_value = np.floor(value * 0.94)
        more = draws.generator("items").binomial(direct, 0.30)
        others = draws.generator("other items").binomial(orders - direct, 0.45)
        of_ad = {
            "spend": spend,
            "impressions": clicks + counts(misses),
            "clicks": clicks,
            "cart_adds": counts(draws.generator("cart").binomial(clicks, 0.13)),
            "orders": orders,
            "direct_orders": direct,
            "items": orders + counts(more) + counts(others),
            "direct_items": direct + counts(more),
            "sales": counts(direct * direct_value + (orders - direct) * value),
            "direct_sales": counts(direct * direct_value),
        }
        for measure, series in of_ad.items():
            results[measure].append(series)
    return AdResults(**{measure: np.stack(series) for measure, series in results.items()})


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    """A report per month, and lately one per day."""
    results = run_ads(shop)
    truth.plant("ads_daily.csv", ADS_COLUMNS, _daily(shop, results))
    for window in chain(*shopee_ads_windows(shop.parameters)):
        write = partial(write_file, shop, results, window)
        yield TextFile(f"shopee-ads/{file_name(window)}", write)


def _daily(shop: Shop, results: AdResults) -> Iterator[Row]:
    monthly, daily = shopee_ads_windows(shop.parameters)
    first_daily = shop.parameters.index(daily[0].first)

    def row(window: Window, last: int) -> Row:
        first = shop.parameters.index(window.first)
        of = {name: int(sums.sum()) for name, sums in results.total(first, last).items()}
        return (
            "shopee_ads",
            window.first.isoformat(),
            shop.parameters.day(last).isoformat() if window not in daily else "",
            text.baht(of["spend"]),
            of["impressions"],
            of["clicks"],
            of["orders"],
            text.baht(of["sales"]),
        )

    for window in monthly:
        # Where a daily file exists, it is the newer and finer word on its day.
        last = min(shop.parameters.index(window.last), first_daily - 1)
        if last >= shop.parameters.index(window.first):
            yield row(window, last)
    for window in daily:
        yield row(window, shop.parameters.index(window.last))


def file_name(window: Window) -> str:
    return f"ข้อมูล-Shopee-Ads-{window.first:%d_%m_%Y}-{window.last:%d_%m_%Y}.csv"


def write_file(shop: Shop, results: AdResults, window: Window, path: Path) -> None:
    """Preamble, a blank line, and a row per ad that had been made by then."""
    columns = [
        column
        for column in COLUMNS
        if window.first >= CART_COLUMNS_SINCE or column not in CART_COLUMNS
    ]
    with text_file(path, bom=True) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["รายงานโฆษณา CPC ทั้งหมด - Shopee ประเทศไทย"])
        writer.writerow(["User Name", SHOP_USERNAME])
        writer.writerow(["ชื่อร้านค้า", SHOP_NAME])
        writer.writerow(["Shop ID", SHOPEE_SHOP_ID])
        writer.writerow(["รายงานถูกสร้างเมื่อ", f"{window.exported_at:%d/%m/%Y %H:%M}"])
        writer.writerow(["ระยะเวลา", f"{window.first:%d/%m/%Y} - {window.last:%d/%m/%Y}"])
        file.write("\n")
        writer.writerow(columns)
        for row in _rows(shop, results, window):
            writer.writerow([row[column] for column in columns])


def _rows(shop: Shop, results: AdResults, window: Window) -> list[dict[str, str]]:
    parameters = shop.parameters
    first, last = parameters.index(window.first), parameters.index(window.last)
    totals = {measure: sums.tolist() for measure, sums in results.total(first, last).items()}
    listed = [number for number, ad in enumerate(_ADS) if ad.first_day <= last]
    # The report puts the largest spender first.
    listed.sort(key=lambda number: (-totals["spend"][number], number))
    rows = []
    for position, number in enumerate(listed, start=1):
        ad = _ADS[number]
        is_gmv_max = ad.product_code == "-"
        of = {measure: sums[number] for measure, sums in totals.items()}
        began = parameters.start + timedelta(days=ad.first_day)
        rows.append(
            {
                "ลำดับ": str(position),
                "ชื่อโฆษณา": ad.name,
                "สถานะ": _PAUSED if ad.paused_from <= last else _RUNNING,
                "ประเภทโฆษณา": "" if is_gmv_max else _PRODUCT_AD,
                "รหัสสินค้า": ad.product_code,
                "ปรับแต่ง": "-",
                "การตั้งราคาประมูล": "-",
                "ตำแหน่ง": "-",
                "วันที่เริ่มต้น": f"{began:%d/%m/%Y}",
                "วันที่สิ้นสุด": "-",
                "การมองเห็น": f"{of['impressions']:,}",
                "จำนวนคลิก": f"{of['clicks']:,}",
                "อัตราการคลิก (CTR)": text.percent(of["clicks"], of["impressions"]),
                "Add to Cart": f"{of['cart_adds']:,}",
                "Add to Cart Rate": text.percent(of["cart_adds"], of["clicks"]),
                "การสั่งซื้อ": f"{of['orders']:,}",
                "การสั่งซื้อโดยตรง": f"{of['direct_orders']:,}",
                "อัตราการสั่งซื้อ": text.percent(of["orders"], of["clicks"]),
                "อัตราการสั่งซื้อโดยตรง": text.percent(of["direct_orders"], of["clicks"]),
                "ราคาต่อการสั่งซื้อ": text.ratio(of["spend"] / 100, of["orders"]),
                "ราคาต่อการสั่งซื้อโดยตรง": text.ratio(of["spend"] / 100, of["direct_orders"]),
                "สินค้าที่ขายแล้ว": f"{of['items']:,}",
                "สินค้าที่ขายแล้วโดยตรง": f"{of['direct_items']:,}",
                "ยอดขาย": text.baht_with_commas(of["sales"]),
                "ยอดขายโดยตรง": text.baht_with_commas(of["direct_sales"]),
                "ค่าโฆษณา": text.baht_with_commas(of["spend"]),
                "ยอดขาย/รายจ่าย (ROAS)": text.ratio(of["sales"], of["spend"]),
                "ผลตอบแทนจากการลงทุนโดยตรง (Direct ROAS)": text.ratio(
                    of["direct_sales"], of["spend"]
                ),
                "ACOS": text.percent(of["spend"], of["sales"]),
                "อัตราส่วนค่าใช้จ่ายต่อรายได้โดยตรง (Direct ACOS)": text.percent(
                    of["spend"], of["direct_sales"]
                ),
                "การมองเห็นสินค้า": f"{of['impressions']:,}",
                "จำนวนคลิกสินค้า": f"{of['clicks']:,}",
                "อัตราการคลิกสินค้า (CTR)": text.percent(of["clicks"], of["impressions"]),
                "Voucher Amount": "-",
                "Vouchered Sales": "-",
            }
        )
    return rows
