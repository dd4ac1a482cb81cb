"""Which export files a seller downloads over the period, and what each covers."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from orchestration.simulate.parameters import Parameters
from orchestration.simulate.world.catalogue import months_later

# How far before its month an export begins: the seller wants late changes, and restated ads, too.
ORDER_OVERLAP_DAYS = 15
META_OVERLAP_DAYS = 7
TIKTOK_ADS_OVERLAP_DAYS = 7
RETURNS_OVERLAP_DAYS = 15
# A request for a return comes weeks after its order, by which Shopee's report is asked for.
SHOPEE_RETURNS_OVERLAP_DAYS = 31
TIKTOK_RETURNS_OVERLAP_DAYS = AFFILIATE_OVERLAP_DAYS = 15
# Shopee Ads only gives a total per file, so lately the seller downloads one file per day.
DAILY_ADS_DAYS = 35


@dataclass(frozen=True)
class Window:
    """The days one export covers, both included, and the moment of the download (shop time)."""

    first: date
    last: date
    exported_at: datetime


def _the_morning_after(last: date) -> datetime:
    minutes = (last.toordinal() * 37) % 90  # not on the hour: people click when they click
    return datetime.combine(last + timedelta(days=1), time(9, 0)) + timedelta(minutes=minutes)


def _months(parameters: Parameters) -> list[tuple[date, date]]:
    """Calendar months of the period, cut to it."""
    months = []
    first = parameters.start.replace(day=1)
    while first <= parameters.end:
        after = months_later(first, 1)
        months.append(
            (max(first, parameters.start), min(after - timedelta(days=1), parameters.end))
        )
        first = after
    return months


def _overlapping(parameters: Parameters, overlap_days: int) -> list[Window]:
    return [
        Window(
            first=max(parameters.start, first - timedelta(days=overlap_days)),
            last=last,
            exported_at=_the_morning_after(last),
        )
        for first, last in _months(parameters)
    ]


def order_windows(parameters: Parameters) -> list[Window]:
    """A file per month, beginning 15 days before it."""
    return _overlapping(parameters, ORDER_OVERLAP_DAYS)


def meta_windows(parameters: Parameters) -> list[Window]:
    """A file per month, beginning 7 days before it."""
    return _overlapping(parameters, META_OVERLAP_DAYS)


def tiktok_ads_windows(parameters: Parameters) -> list[Window]:
    """A file per month, beginning 7 days before it, of Ads Manager and of GMV Max."""
    return _overlapping(parameters, TIKTOK_ADS_OVERLAP_DAYS)


def shopee_returns_windows(parameters: Parameters) -> list[Window]:
    """A file per month of orders, with the orders of the 31 days before it."""
    return _overlapping(parameters, SHOPEE_RETURNS_OVERLAP_DAYS)


def tiktok_returns_windows(parameters: Parameters) -> list[Window]:
    """A file per month of requests, beginning 15 days before it."""
    return _overlapping(parameters, TIKTOK_RETURNS_OVERLAP_DAYS)


def affiliate_windows(parameters: Parameters) -> list[Window]:
    """A file per month of orders, beginning 15 days before it: commissions are final late."""
    return _overlapping(parameters, AFFILIATE_OVERLAP_DAYS)


def month_windows(parameters: Parameters) -> list[Window]:
    """A file per month and no day in two of them."""
    return _overlapping(parameters, 0)


def day_window(day: date) -> Window:
    """A file of a single day."""
    return Window(day, day, _the_morning_after(day))


def windows_of_months(parameters: Parameters, months: int) -> list[Window]:
    """A file per quarter (3) or year (12) of the calendar, cut to the period."""
    grouped: dict[int, Window] = {}
    for window in month_windows(parameters):
        number = (window.first.year * 12 + window.first.month - 1) // months
        first = grouped[number].first if number in grouped else window.first
        grouped[number] = replace(window, first=first)
    return list(grouped.values())


def returns_windows(parameters: Parameters) -> list[Window]:
    """A file per calendar quarter, beginning 15 days before it."""
    return [
        replace(
            each, first=max(parameters.start, each.first - timedelta(days=RETURNS_OVERLAP_DAYS))
        )
        for each in windows_of_months(parameters, 3)
    ]


def shopee_ads_windows(parameters: Parameters) -> tuple[list[Window], list[Window]]:
    """(monthly files of every month but the last, daily files of the last days).

    They overlap: some days of the last monthly file have a daily file as well.
    """
    monthly = month_windows(parameters)[:-1]
    first_daily = max(parameters.start, parameters.end - timedelta(days=DAILY_ADS_DAYS - 1))
    days = [first_daily + timedelta(days=i) for i in range((parameters.end - first_daily).days + 1)]
    return monthly, [day_window(day) for day in days]
