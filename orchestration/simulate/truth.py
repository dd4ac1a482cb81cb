"""What was planted, so that tests can compare what the analytics find with it.

Everything here is computed from the model's own orders and ads, never by reading a written file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa

from orchestration.simulate import (
    customers,
    demand,
    google_ads,
    lifecycle,
    meta_ads,
    orders,
    shopee_ads,
    shopee_income,
    shopee_orders,
    text,
    tiktok_ads,
    tiktok_settlements,
)
from orchestration.simulate.calendar import event_days
from orchestration.simulate.catalogue import BASKET_PAIRS
from orchestration.simulate.draws import Flags, Ints
from orchestration.simulate.orders import Orders
from orchestration.simulate.shop import PLATFORMS, Shop
from orchestration.simulate.windows import (
    Window,
    meta_windows,
    month_windows,
    shopee_ads_windows,
)
from orchestration.simulate.writers import write_csv

DAILY_COLUMNS = (
    "platform",
    "date",
    "orders_placed",
    "orders_counted",
    "gmv",
    "seller_vouchers",
    "platform_vouchers",
    "units",
    "refunds_by_order_date",
)
ADS_COLUMNS = (
    "channel",
    "date",
    "period_end",
    "spend",
    "impressions",
    "clicks",
    "claimed_orders",
    "claimed_revenue",
)
DEFINITIONS = {
    "as_of": "each order as stated by the newest file that holds it",
    "orders_placed": "every order a file holds",
    "orders_counted": "past unpaid, and not cancelled before it left the shop",
    "gmv": "of counted orders. shopee: sum of ราคาขายสุทธิ; tiktok_shop: sum of"
    " SKU Subtotal Before Discount - SKU Seller Discount",
    "seller_vouchers": "of counted orders. shopee: โค้ดส่วนลดชำระโดยผู้ขาย; tiktok_shop: 0, its"
    " export has no such column",
    "platform_vouchers": "of counted orders. shopee: the order's Shopee voucher; tiktok_shop: sum"
    " of SKU Platform Discount. Coins and payment promotions are no vouchers",
    "refunds_by_order_date": "of counted orders. shopee: subtotal x returned / quantity of accepted"
    " returns; tiktok_shop: Order Refund Amount. Cancelled after it left and no refund stated:"
    " gmv - seller voucher",
    "settlements": "by month of the transfer, all rows of the month's file",
    "ads clicks": "shopee_ads: จำนวนคลิก; facebook: จำนวนคลิก (ทั้งหมด); tiktok_ads: Clicks (all)",
    "ads claims": "google: Conversions, rounded half up per campaign and day. The Thai report says"
    " nothing of impressions and clicks, which are empty, nor of conversions, which are 0."
    " tiktok_ads: of GMV Max, organic orders included; its spend is added to that of Ads Manager",
    "ads period_end": "empty for a day; otherwise the row sums up the days from date to period_end"
    " that no daily file covers",
}

Row = tuple[object, ...]


@dataclass
class DailyTruth:
    """Sums per day of one marketplace, shape (days,); money in satang."""

    platform: str
    days: int
    lines: int = 0
    sums: dict[str, Ints] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sums = {name: np.zeros(self.days, dtype=np.int64) for name in DAILY_COLUMNS[2:]}

    def add(self, block: Orders, which: Flags, as_of: int) -> None:
        """Count those orders of the block for which this is the newest file."""
        counted = block.lifecycle.is_counted(as_of)
        measures = {
            "orders_placed": np.ones(len(block), dtype=np.int64),
            "orders_counted": counted.astype(np.int64),
            "gmv": np.where(counted, block.gmv, 0),
            "seller_vouchers": np.where(counted, block.seller_voucher, 0),
            "platform_vouchers": np.where(counted, block.platform_voucher, 0),
            "units": np.where(counted, block.units, 0),
            "refunds_by_order_date": block.refunds(as_of),
        }
        for name, values in measures.items():
            np.add.at(self.sums[name], block.day[which], values[which])
        self.lines += int(which[block.lines.order].sum())

    def rows(self, shop: Shop) -> Iterator[Row]:
        money = {"gmv", "seller_vouchers", "platform_vouchers", "refunds_by_order_date"}
        for day in range(self.days):
            values = [(name, int(sums[day])) for name, sums in self.sums.items()]
            cells = [text.baht(value) if name in money else value for name, value in values]
            yield self.platform, shop.parameters.day(day).isoformat(), *cells


SETTLEMENT_COLUMNS = ("platform", "month", "rows", "net")


@dataclass
class SettledTruth:
    """What was transferred per marketplace and month; money in satang."""

    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    net: dict[tuple[str, str], int] = field(default_factory=dict)

    def counting(
        self, platform: str, window: Window, tables: Iterable[tuple[pa.Table, Ints]]
    ) -> Iterator[pa.Table]:
        """Pass the tables of a month on, and count what they hold."""
        month = platform, f"{window.first:%Y-%m}"
        self.rows[month] = self.net[month] = 0
        for table, net in tables:
            self.rows[month] += len(net)
            self.net[month] += int(net.sum())
            yield table


def write_settlements(path: Path, settled: SettledTruth) -> None:
    rows = [
        (*month, count, text.signed_baht(settled.net[month]))
        for month, count in settled.rows.items()
    ]
    write_csv(path, SETTLEMENT_COLUMNS, rows)


def write_daily(path: Path, shop: Shop, truths: list[DailyTruth]) -> None:
    write_csv(path, DAILY_COLUMNS, (row for truth in truths for row in truth.rows(shop)))


def write_ads(
    path: Path,
    shop: Shop,
    shopee: shopee_ads.AdResults,
    meta: meta_ads.AccountResults,
    google: google_ads.Results,
    tiktok: tiktok_ads.AdResults,
    gmv_max: tiktok_ads.GmvMaxResults,
) -> None:
    rows = [
        *_shopee_ads_rows(shop, shopee),
        *_meta_rows(shop, meta),
        *_google_rows(shop, google),
        *_tiktok_rows(shop, tiktok, gmv_max),
    ]
    write_csv(path, ADS_COLUMNS, rows)


def _shopee_ads_rows(shop: Shop, results: shopee_ads.AdResults) -> Iterator[Row]:
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


def _meta_rows(shop: Shop, results: meta_ads.AccountResults) -> Iterator[Row]:
    windows = meta_windows(shop.parameters)
    for window, newer in zip(windows, [*windows[1:], None], strict=True):
        purchases, value = results.known(shop, window)
        last = shop.parameters.index(newer.first) - 1 if newer else shop.parameters.day_count - 1
        for day in range(shop.parameters.index(window.first), last + 1):
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


def _google_rows(shop: Shop, results: google_ads.Results) -> Iterator[Row]:
    claimed = results.claimed_orders()
    for window in month_windows(shop.parameters):
        english = google_ads.is_english(window)
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


def _tiktok_rows(
    shop: Shop, ads: tiktok_ads.AdResults, gmv_max: tiktok_ads.GmvMaxResults
) -> Iterator[Row]:
    for day in range(shop.parameters.day_count):
        yield (
            "tiktok_ads",
            shop.parameters.day(day).isoformat(),
            "",
            text.baht(int(ads.spend[:, day].sum() + gmv_max.spend[day])),
            int(ads.impressions[:, day].sum()),
            int(ads.clicks[:, day].sum()),
            int(gmv_max.orders[day]),
            text.baht(int(gmv_max.revenue[day])),
        )


def write_events(path: Path, shop: Shop) -> None:
    events = event_days(shop.parameters.start, shop.parameters.end)
    rows = [(event.date.isoformat(), event.kind, event.name) for event in events]
    write_csv(path, ("date", "kind", "name"), rows)


def write_people(path: Path, shop: Shop) -> None:
    """Every 50th customer. Phones are the nine digits that every spelling of them contains."""

    def rows() -> Iterator[Row]:
        for platform in PLATFORMS:
            for block in customers.sample_of_people(shop.plans[platform], shop.parameters.seed):
                for person in zip(
                    block.names, block.phones, block.usernames, block.address_lines, strict=True
                ):
                    yield platform, *person

    write_csv(path, ("platform", "name", "phone", "username", "address_line"), rows())


def planted(shop: Shop) -> dict[str, object]:
    """The parameters of the model, for simulation.json."""
    catalogue = shop.catalogue
    return {
        "definitions": DEFINITIONS,
        "demand": {
            "base_orders_per_day": demand.BASE_ORDERS_PER_DAY,
            "yearly_growth": demand.YEARLY_GROWTH,
            "weekday_lifts_monday_first": demand.WEEKDAY_LIFTS,
            "season_lifts_january_first": demand.SEASON_LIFTS,
            "event_lifts": demand.EVENT_LIFTS,
            "noise_sigma": demand.NOISE_SIGMA,
        },
        "customers": {
            "new_share_at_start": demand.NEW_SHARE_AT_START,
            "new_share_in_the_end": demand.NEW_SHARE_IN_THE_END,
            "new_share_decay_days": demand.NEW_SHARE_DECAY_DAYS,
            "lifetime_days_by_share": customers.LIFETIME_DAYS,
        },
        "lifecycle": {
            "cod_share": orders.COD_SHARE,
            "outcomes": ["completed", "unpaid", "cancelled_early", "failed_delivery", "returned"],
            "outcome_shares_prepaid": lifecycle.OUTCOMES_PREPAID,
            "outcome_shares_cod": lifecycle.OUTCOMES_COD,
        },
        "fees": {
            "shopee": {
                "commission_pct": shopee_orders.COMMISSION_PCT,
                "service_pct": shopee_orders.SERVICE_PCT,
                "transaction_basis_points": shopee_orders.TRANSACTION_FEE_BASIS_POINTS,
                "infrastructure_satang": shopee_income.INFRASTRUCTURE_FEE_SATANG,
            },
            "tiktok_shop": {
                "commission_basis_points": tiktok_settlements.COMMISSION_BASIS_POINTS,
                "transaction_basis_points": tiktok_settlements.TRANSACTION_BASIS_POINTS,
                "infrastructure_satang": tiktok_settlements.INFRASTRUCTURE_FEE_SATANG,
                "affiliate_share_of_orders": tiktok_settlements.AFFILIATE_SHARE,
                "affiliate_pct": tiktok_settlements.AFFILIATE_PCT,
            },
        },
        "basket_pairs": [
            {"sku": sku, "adds": partner, "probability": probability}
            for sku, partner, probability in BASKET_PAIRS
        ],
        "unit_costs": [
            {
                "valid_from": since.isoformat(),
                "unit_cost": {
                    product.sku: text.baht(int(catalogue.unit_cost[price_list, index]))
                    if catalogue.cost_is_known(price_list, product.sku)
                    else None
                    for index, product in enumerate(catalogue.products)
                    if product.first_price_list <= price_list
                },
            }
            for price_list, since in enumerate(catalogue.valid_from)
            if since <= shop.parameters.end
        ],
    }
