"""What order reports of all marketplaces have in common: windows that overlap, and one truth."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import pyarrow as pa

from orchestration.simulate.downloads import Workbook
from orchestration.simulate.truth import Truth
from orchestration.simulate.windows import Window, order_windows
from orchestration.simulate.world.orders import Orders, orders_between
from orchestration.simulate.world.shop import Shop, epoch

# Which month's download the browser saved a second time.
_SAVED_TWICE = 2


def windows(shop: Shop) -> list[tuple[int, Window, bool]]:
    """(number, window, whether the browser saved it twice) of each report."""
    found = order_windows(shop.parameters)
    twice = min(_SAVED_TWICE, len(found) - 1)
    return [(index, window, index == twice) for index, window in enumerate(found)]


@dataclass(frozen=True)
class Report:
    """How a marketplace's report of orders looks that comes as a workbook."""

    platform: str
    folder: str
    sheet: str
    header: Sequence[str]
    name: Callable[[Window, int, int], str]  # of a part, and how many there are
    rows: Callable[[Shop, Orders, Window], pa.Table]
    password: str = ""

    def downloads(self, shop: Shop, truth: Truth) -> Iterator[Workbook]:
        """A report per month, in several workbooks if it is long."""
        for index, window, is_twice in windows(shop):
            yield Workbook(
                folder=self.folder,
                name=partial(self.name, window),
                sheet=self.sheet,
                header=self.header,
                tables=partial(self._tables, shop, truth, index, window),
                saved_twice=is_twice,
                password=self.password,
            )

    def _tables(self, shop: Shop, truth: Truth, index: int, window: Window) -> Iterator[pa.Table]:
        for block in blocks(shop, truth, self.platform, index):
            yield self.rows(shop, block, window)


def blocks(shop: Shop, truth: Truth, platform: str, index: int) -> Iterator[Orders]:
    """The orders of a report. Those that no later one holds are counted for the truth."""
    parameters = shop.parameters
    reports = order_windows(parameters)
    window = reports[index]
    is_last = index + 1 == len(reports)
    held_later_from = (
        parameters.day_count if is_last else parameters.index(reports[index + 1].first)
    )
    first, last = parameters.index(window.first), parameters.index(window.last)
    for block in orders_between(shop, platform, first, last):
        is_newest, as_of = block.day < held_later_from, epoch(window.exported_at)
        truth.daily[platform].add(block, is_newest, as_of)
        truth.churn[platform].add(block, is_newest, as_of)
        truth.units.add(block, is_newest, as_of)
        if platform in truth.reported:
            truth.reported[platform].add(block, is_newest, as_of)
        yield block
