"""What was planted, so that tests can compare what the analytics find with it.

Everything here is computed from the model's own orders and ads, never by reading a written file.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa

from orchestration.simulate import text
from orchestration.simulate.churn import CHURN_COLUMNS, ChurnTruth
from orchestration.simulate.draws import Flags, Ints
from orchestration.simulate.reported import REPORTING, SALES_COLUMNS, Reported
from orchestration.simulate.windows import Window
from orchestration.simulate.world import customers
from orchestration.simulate.world.calendar import event_days
from orchestration.simulate.world.marketplaces import PLATFORMS
from orchestration.simulate.world.orders import Orders
from orchestration.simulate.world.shop import Shop
from orchestration.simulate.world.units import Units
from orchestration.simulate.writers import write_csv

Row = tuple[object, ...]

DAILY_COLUMNS = (
    "platform",
    "date",
    "orders_placed",
    "orders_counted",
    "gmv",
    "seller_vouchers",
    "platform_vouchers",
    "platform_paid",
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


CHANNEL_EFFECT_COLUMNS = (
    "date",
    "channel",
    "marketplace",
    "spend_planned",
    "adstocked",
    "incremental_orders_expected",
)


class Truth:
    """All that was planted: sums made while the downloads are written, and tables known before."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        days = shop.parameters.day_count
        self.daily = {platform: DailyTruth(platform, days) for platform in PLATFORMS}
        self.churn = {platform: ChurnTruth(shop, platform) for platform in PLATFORMS}
        self.units = Units(shop)
        self.reported = {platform: Reported(shop, platform) for platform in REPORTING}
        self.settled = SettledTruth()
        self._tables: dict[str, tuple[Sequence[str], list[Iterable[Row]]]] = {}

    def plant(self, name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Add rows to the truth's file `name`; several modules may add to one."""
        known, parts = self._tables.setdefault(name, (columns, []))
        if known != columns:
            raise ValueError(f"{name} has other columns: {known}")
        parts.append(rows)

    def write(self, folder: Path) -> list[Path]:
        """Write every file of the truth, once all downloads are written."""
        self.plant("daily.csv", DAILY_COLUMNS, self._daily_rows())
        for churn in self.churn.values():
            self.plant("churn_monthly.csv", CHURN_COLUMNS, churn.rows())
        for reported in self.reported.values():
            self.plant("platform_sales.csv", SALES_COLUMNS, reported.sales_rows())
        self.plant("settlements.csv", SETTLEMENT_COLUMNS, self.settled.sums())
        self.plant("events.csv", EVENT_COLUMNS, _events(self.shop))
        self.plant("channel_effects.csv", CHANNEL_EFFECT_COLUMNS, _channel_effects(self.shop))
        self.plant("people.csv", PEOPLE_COLUMNS, _people(self.shop))
        self.plant("same_people.csv", SAME_PEOPLE_COLUMNS, _same_people(self.shop))
        for name, (columns, parts) in self._tables.items():
            write_csv(folder / name, columns, chain.from_iterable(parts))
        return [folder / name for name in self._tables]

    def _daily_rows(self) -> Iterator[Row]:
        for daily in self.daily.values():
            yield from daily.rows(self.shop)


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
            "platform_paid": np.where(
                counted, block.platform_voucher + block.coins + block.payment_discount, 0
            ),
            "units": np.where(counted, block.units, 0),
            "refunds_by_order_date": block.refunds(as_of),
        }
        for name, values in measures.items():
            np.add.at(self.sums[name], block.day[which], values[which])
        self.lines += int(which[block.lines.order].sum())

    def rows(self, shop: Shop) -> Iterator[Row]:
        counts = {"orders_placed", "orders_counted", "units"}
        for day in range(self.days):
            values = [(name, int(sums[day])) for name, sums in self.sums.items()]
            cells = [value if name in counts else text.baht(value) for name, value in values]
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

    def sums(self) -> Iterator[Row]:
        for month, count in self.rows.items():
            yield *month, count, text.signed_baht(self.net[month])


EVENT_COLUMNS = ("date", "kind", "name")
PEOPLE_COLUMNS = ("platform", "name", "phone", "username", "address_line")
SAME_PEOPLE_COLUMNS = ("platform", "buyers", "also_on", "of_them")


def _events(shop: Shop) -> Iterator[Row]:
    for event in event_days(shop.parameters.start, shop.parameters.end):
        yield event.date.isoformat(), event.kind, event.name


def _channel_effects(shop: Shop) -> Iterator[Row]:
    for day in range(shop.parameters.day_count):
        for channel, plan in shop.media.items():
            for marketplace, orders in plan.orders.items():
                yield (
                    shop.parameters.day(day).isoformat(),
                    channel,
                    marketplace,
                    text.baht(int(plan.spend[day])),
                    f"{plan.adstocked[day] / 100:.5f}",
                    f"{orders[day]:.9f}",
                )


def _people(shop: Shop) -> Iterator[Row]:
    """Every 50th customer. Phones are the nine digits that every spelling of them contains."""
    for platform in PLATFORMS:
        for block in customers.sample_of_people(shop.plans[platform], shop.parameters.seed):
            for person in zip(
                block.names, block.phones, block.usernames, block.address_lines, strict=True
            ):
                yield platform, *person


def _same_people(shop: Shop) -> Iterator[Row]:
    """How many of LINE's buyers buy on Shopee too, under the same name, phone and address."""
    line, shopee = shop.plans["line_oa"], shop.plans["shopee"]
    both = customers.count_also_on_shopee(line, shopee, shop.parameters.seed)
    yield line.platform, line.customer_count, shopee.platform, both
