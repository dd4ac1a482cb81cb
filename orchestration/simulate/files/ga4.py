"""GA4 downloads of the brand's site, by quarter: landing pages by day, and pages and screens.

Both begin with a block of comments, whose days are the only ones that a report of the library
names. A total without a label stands below the header of one, and in the other its label stands
beyond the last column. Pages and screens have a second section, which tells of the same visitors by
country.
"""

import csv
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import Draws, Ints
from orchestration.simulate.truth import Row, Truth
from orchestration.simulate.windows import Window, windows_of_months
from orchestration.simulate.world.sessions import LANDING_PAGES, SOURCES, Sessions, sessions
from orchestration.simulate.world.shop import SHOP_NAME, Shop
from orchestration.simulate.writers import text_file

LANDING_COLUMNS = (
    "Date",
    "Landing page",
    "Sessions",
    "Active users",
    "New users",
    "Average engagement time per session",
)
PAGE_COLUMNS = (
    "Page path and screen class",
    "Views",
    "Active users",
    "Views per active user",
    "Average engagement time per active user",
    "Event count",
    "Key events",
    "Total revenue",
)
COUNTRY_COLUMNS = ("Country", "Active users", "New users")
TRUTH_COLUMNS = ("date", "source", "medium", "channel", "sessions")

_RULE = "# ----------------------------------------"
_MONTHS_A_FILE = 3
# Views of a page per session that lands on it, and of the others per session of all.
_VIEWS_PER_LANDING = 1.3
_VIEWS_PER_SESSION = 0.14
# A tap that leads on to a marketplace.
_KEY_EVENT_SHARE = 0.11
_ABROAD_PER_MILLE = 23


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    """Two files per quarter."""
    visits = sessions(shop)
    truth.plant("sessions_daily.csv", TRUTH_COLUMNS, _truth(shop, visits))
    for window in windows_of_months(shop.parameters, _MONTHS_A_FILE):
        for name, write in (("Landing pages", _write_landing_pages), ("Pages", _write_pages)):
            yield TextFile(
                f"ga4/{name} {window.first:%Y%m%d}-{window.last:%Y%m%d}.csv",
                partial(write, shop, visits, window),
            )


def _truth(shop: Shop, visits: Sessions) -> Iterator[Row]:
    of_source = visits.sessions.sum(axis=1)
    for day in range(shop.parameters.day_count):
        for number, source in enumerate(SOURCES):
            yield (
                shop.parameters.day(day).isoformat(),
                source.source,
                source.medium,
                source.channel or ("line" if source.source == "line" else ""),
                int(of_source[number, day]),
            )


def _write_landing_pages(shop: Shop, visits: Sessions, window: Window, path: Path) -> None:
    """The newest day first, and of a day the page with most sessions."""
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    come, people, new, seconds = (
        of.sum(axis=0)[:, first : last + 1]
        for of in (visits.sessions, visits.visitors, visits.new_visitors, visits.seconds)
    )
    with text_file(path) as file:
        file.write(f"{_RULE}\n# {SHOP_NAME}\n# Free form-Free form 1\n")
        file.write(f"# {window.first:%Y%m%d}-{window.last:%Y%m%d}\n{_RULE}\n\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(LANDING_COLUMNS)
        totals = [int(of.sum()) for of in (come, people, new)]
        each = _per(int(seconds.sum()), totals[0])
        # Who came on two days is one person in the total.
        people_in_all = max(totals[1] * 4 // 5, min(totals[2], totals[1]))
        writer.writerow(["", "", totals[0], people_in_all, totals[2], each, "Grand total"])
        for day in reversed(range(come.shape[1])):
            name = f"{shop.parameters.day(first + day):%Y%m%d}"
            for page in np.argsort(-come[:, day], kind="stable").tolist():
                if come[page, day]:
                    counts = [int(of[page, day]) for of in (come, people, new)]
                    each = _per(int(seconds[page, day]), counts[0])
                    writer.writerow([name, LANDING_PAGES[page], *counts, each])


def _write_pages(shop: Shop, visits: Sessions, window: Window, path: Path) -> None:
    first, last = shop.parameters.index(window.first), shop.parameters.index(window.last)
    days = slice(first, last + 1)
    rows = _pages(shop, visits, first, days)
    people = max([*(row[2] for row in rows), sum(row[2] for row in rows) * 3 // 5])
    new = min(int(visits.new_visitors[:, :, days].sum()), people)
    seconds = sum(row[3] for row in rows)
    with text_file(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        file.write(_comments(window, "Pages and screens: Page path and screen class"))
        writer.writerow(PAGE_COLUMNS)
        sums = [sum(row[place] for row in rows) for place in (1, 4, 5)]
        writer.writerow(_page_cells("", sums[0], people, seconds, sums[1], sums[2]))
        writer.writerows(_page_cells(LANDING_PAGES[row[0]], *row[1:]) for row in rows)
        file.write("\n" + _comments(window, "Demographic details: Country"))
        writer.writerow(COUNTRY_COLUMNS)
        abroad = [of * _ABROAD_PER_MILLE // 1_000 for of in (people, new)]
        writer.writerow(["Thailand", people - abroad[0], new - abroad[1]])
        writer.writerow(["Laos", *abroad])


def _pages(
    shop: Shop, visits: Sessions, first: int, days: slice
) -> list[tuple[int, int, int, int, int, int]]:
    """(page, views, people, seconds, events, key events), most views first."""
    draws = Draws(shop.parameters.seed, f"ga4/pages/{first}")
    landed: Ints = visits.sessions[:, :, days].sum(axis=(0, 2))
    expected = landed * _VIEWS_PER_LANDING + landed.sum() * _VIEWS_PER_SESSION
    views = draws.generator("views").poisson(expected)
    clicks = draws.generator("key events").binomial(views, _KEY_EVENT_SHARE)
    seconds: Ints = visits.seconds[:, :, days].sum(axis=(0, 2))
    found = [
        (page, count, count * 5 // 7, int(seconds[page]), count * 3 + key, key)
        for page, (count, key) in enumerate(zip(views.tolist(), clicks.tolist(), strict=True))
        if count
    ]
    return sorted(found, key=lambda row: -row[1])


def _page_cells(
    page: str, views: int, people: int, seconds: int, events: int, key_events: int
) -> Sequence[object]:
    """Nothing is sold on the site, so there is no revenue."""
    return [page, views, people, _per(views, people), _per(seconds, people), events, key_events, 0]


def _comments(window: Window, report: str) -> str:
    return (
        f"{_RULE}\n# {report}\n# Account: {SHOP_NAME}\n# Property: {SHOP_NAME}, TH\n{_RULE}\n#\n"
        f"# All Users\n# Start date: {window.first:%Y%m%d}\n# End date: {window.last:%Y%m%d}\n\n"
    )


def _per(part: int, whole: int) -> str:
    """Up to six digits, as many as the figure has."""
    return f"{round(part / whole, 6):g}" if whole else "0"
