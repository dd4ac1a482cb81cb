"""What order reports of all marketplaces have in common: windows that overlap, and one truth."""

from collections.abc import Iterator

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
        truth.units.add(block, is_newest, as_of)
        if platform in truth.reported:
            truth.reported[platform].add(block, is_newest, as_of)
        yield block
