"""Who is a customer at each month's end, and who has left since the month before.

Active is who had a counted order within the last three months. Only they are remembered, so that
memory grows with three months of a shop and not with its history.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from orchestration.simulate.draws import Flags, Ints
from orchestration.simulate.windows import windows_of_months
from orchestration.simulate.world.orders import Orders
from orchestration.simulate.world.shop import Shop

CHURN_COLUMNS = ("platform", "month_end", "active_before", "active", "left")
ACTIVE_MONTHS = 3


def months_before(day: date, months: int) -> date:
    """The same day that many months before, or the last of that month where it has no such day."""
    month = day.year * 12 + day.month - 1 - months
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass
class ChurnTruth:
    """Active customers of one marketplace; its orders come in the order of their days."""

    shop: Shop
    platform: str
    customers: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    last_days: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    were_active: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    closed: list[tuple[object, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ends = [window.last for window in windows_of_months(self.shop.parameters, 1)]

    def add(self, block: Orders, which: Flags, as_of: int) -> None:
        """Count those orders of the block for which this is the newest file."""
        counted = which & block.lifecycle.is_counted(as_of)
        days, customers = block.day[counted], block.customer[counted]
        while len(days) and days.max() > self._end():
            here = days <= self._end()
            self._remember(days[here], customers[here])
            self._close()
            days, customers = days[~here], customers[~here]
        self._remember(days, customers)

    def rows(self) -> Iterator[tuple[object, ...]]:
        while len(self.closed) < len(self.ends):
            self._close()
        yield from self.closed

    def _end(self) -> int:
        return self.shop.parameters.index(self.ends[len(self.closed)])

    def _remember(self, days: Ints, customers: Ints) -> None:
        """Of each customer the last day."""
        customers = np.concatenate([self.customers, customers])
        days = np.concatenate([self.last_days, days])
        by_day = np.lexsort((-days, customers))
        self.customers, first = np.unique(customers[by_day], return_index=True)
        self.last_days = days[by_day][first]

    def _close(self) -> None:
        """The month is over."""
        end = self.ends[len(self.closed)]
        since = self.shop.parameters.index(months_before(end, ACTIVE_MONTHS))
        still = self.last_days > since
        self.customers, self.last_days = self.customers[still], self.last_days[still]
        left = np.setdiff1d(self.were_active, self.customers, assume_unique=True)
        counts = len(self.were_active), len(self.customers), len(left)
        self.closed.append((self.platform, end.isoformat(), *counts))
        self.were_active = self.customers
