"""Google Analytics 4, downloads of its pages: views and visitors of the shop's own site.

A block of comments above the header names the report and its days. A report of the library is a
row per page over all days; an exploration may have a Date column. A file may hold further sections,
each below a block of its own: only the first is read, since the others tell of the same visits
split another way. No download says the currency of its revenue: that is kept as it stands, unused.
"""

from orchestration.ingest.spec import (
    Expectation,
    Export,
    Heading,
    Kind,
    Period,
    Total,
    at_most,
    column,
)

# "# Start date: 20260101" and "# End date: 20260923" on two lines, or "# 20260723-20260922".
_DAYS = r"# (?:Start date: )?(?P<start>\d{8})(?:[\s,]*# End date: |-)(?P<end>\d{8})"
_FURTHER = ("# ---",)

_PAGE = column(Kind.TEXT, "page_path", "Page path and screen class", required=True)
_MEASURES = (
    column(Kind.INTEGER, "views", "Views", required=True, minimum=0),
    # Of visitors none may be added up: who reads two pages is one of each.
    column(Kind.INTEGER, "active_users", "Active users", minimum=0),
    column(Kind.INTEGER, "events", "Event count", minimum=0),
    column(Kind.NUMBER, "key_events", "Key events", minimum=0),
    column(Kind.TEXT, "revenue_stated", "Total revenue"),
    column(Kind.NUMBER, "views_per_user_stated", "Views per active user"),
    column(Kind.NUMBER, "user_seconds_stated", "Average engagement time per active user"),
    column(Kind.NUMBER, "session_seconds_stated", "Average engagement time per session"),
)
_SUMS = ("views", "events", "key_events")

PAGES = Export(
    platform="ga4",
    entity="pages",
    title="GA4 pages and screens",
    expectations=(
        at_most("views", "events"),  # a view is an event
        Expectation(
            "the days of the report are stated",
            "expect_column_values_to_not_be_null",
            ("epoch(_period_end)",),
        ),
    ),
    period=Period(preamble=_DAYS, formats=("%Y%m%d",)),
    not_data=(
        Heading(column="page_path", labels=_FURTHER, ends=True),
        Total(
            blank=("page_path",),
            column="page_path",
            labels=("Grand total",),
            sums=_SUMS,
        ),
    ),
    columns=(_PAGE, *_MEASURES),
)

PAGES_DAILY = Export(
    platform="ga4",
    entity="pages_daily",
    title="GA4 exploration of pages by day",
    unit=("date", "page_path"),
    expectations=(at_most("views", "events"),),
    period=Period(preamble=_DAYS, formats=("%Y%m%d",), column="date"),
    date_formats=("%Y%m%d",),
    not_data=(
        Heading(column="date", labels=_FURTHER, ends=True),
        Total(
            blank=("date", "page_path"),
            column="date",
            labels=("Grand total",),
            sums=_SUMS,
        ),
    ),
    columns=(column(Kind.DATE, "date", "Date", required=True), _PAGE, *_MEASURES),
)

LANDING_PAGES = Export(
    platform="ga4",
    entity="landing_pages",
    title="GA4 exploration of landing pages by day",
    unit=("date", "landing_page"),
    expectations=(at_most("new_users", "active_users"),),
    period=Period(preamble=_DAYS, formats=("%Y%m%d",), column="date"),
    date_formats=("%Y%m%d",),
    not_data=(
        Heading(column="date", labels=_FURTHER, ends=True),
        Total(
            blank=("date", "landing_page"),
            column="date",
            labels=("Grand total",),
            sums=("sessions",),
        ),
    ),
    columns=(
        column(Kind.DATE, "date", "Date", required=True),
        column(Kind.TEXT, "landing_page", "Landing page", required=True),
        column(Kind.INTEGER, "sessions", "Sessions", required=True, minimum=0),
        column(Kind.INTEGER, "active_users", "Active users", minimum=0),
        column(Kind.INTEGER, "new_users", "New users", minimum=0),
        column(Kind.NUMBER, "session_seconds_stated", "Average engagement time per session"),
    ),
)

EXPORTS = (PAGES, PAGES_DAILY, LANDING_PAGES)
