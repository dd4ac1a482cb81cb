"""Web sessions: what the tracker of the brand's own site writes down, a row per visit, by quarter.

It knows a browser again, and which order on LINE a visit led to. GA4 counts the same visits.
"""

from collections import Counter, deque
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import scramble
from orchestration.simulate.files.line_orders import order_ids
from orchestration.simulate.truth import Row, Truth
from orchestration.simulate.windows import Window, windows_of_months
from orchestration.simulate.world.sessions import LANDING_PAGES, SOURCES
from orchestration.simulate.world.shop import Shop
from orchestration.simulate.world.visits import DEVICES, LINE, visits_by_day
from orchestration.simulate.writers import write_csv

COLUMNS = (
    "platform",
    "session_id",
    "session_started_at",
    "visitor_id",
    "source",
    "medium",
    "campaign",
    "landing_page",
    "device",
    "duration_seconds",
    "page_view_count",
    "product_view_count",
    "add_to_cart_count",
    "checkout_count",
    "order_id",
)
TRUTH_COLUMNS = ("date", "sessions", "visitors", "visitors_7_days", "visitors_30_days", "orders")
WEEK, MONTH = 7, 30
_MONTHS_A_FILE = 3


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    """A sheet per quarter."""
    truth.plant("visitors_daily.csv", TRUTH_COLUMNS, _truth(shop))
    for window in windows_of_months(shop.parameters, _MONTHS_A_FILE):
        name = f"sheets/web_sessions_{window.first:%Y%m%d}-{window.last:%Y%m%d}.csv"
        yield TextFile(name, partial(_write_file, shop, window))


def _write_file(shop: Shop, window: Window, path: Path) -> None:
    write_csv(path, COLUMNS, _rows(shop, window))


def _rows(shop: Shop, window: Window) -> Iterator[list[str]]:
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    seed = shop.parameters.seed
    for _, visits, orders in visits_by_day(shop, first, last):
        ids = order_ids(shop, orders) if orders else []
        started = np.datetime_as_string(visits.started.astype("datetime64[s]")).tolist()
        sessions = scramble(visits.number, 40, seed * 86_028_121).tolist()
        visitors = scramble(visits.visitor, 40, seed * 15_485_863).tolist()
        for i, order in enumerate(visits.order.tolist()):
            source, page = SOURCES[visits.source[i]], LANDING_PAGES[visits.page[i]]
            is_direct, has_order = source.source == "(direct)", order >= 0
            yield [
                LINE,
                f"s-{sessions[i]:010x}",
                started[i].replace("T", " "),
                f"v-{visitors[i]:010x}",
                "" if is_direct else source.source,
                "" if is_direct else source.medium,
                "",
                "" if page.startswith("(") else page,
                DEVICES[visits.device[i]],
                str(visits.seconds[i]),
                str(visits.page_views[i]),
                str(visits.product_views[i]),
                str(int(has_order)),
                str(int(has_order)),
                ids[order] if has_order else "",
            ]


def _truth(shop: Shop) -> Iterator[Row]:
    """Who came on a day, and in the seven and thirty days that end with it."""
    week: Counter[int] = Counter()
    month: Counter[int] = Counter()
    days: deque[list[int]] = deque()
    for day, visits, _ in visits_by_day(shop, 0, shop.parameters.day_count - 1):
        came = np.unique(visits.visitor).tolist()
        days.append(came)
        week.update(came)
        month.update(came)
        if len(days) > WEEK:
            week.subtract(days[-1 - WEEK])
        if len(days) > MONTH:
            month.subtract(days.popleft())
        yield (
            shop.parameters.day(day).isoformat(),
            len(visits.number),
            len(came),
            sum(count > 0 for count in week.values()),
            sum(count > 0 for count in month.values()),
            int(visits.is_order.sum()),
        )
        week, month = +week, +month
