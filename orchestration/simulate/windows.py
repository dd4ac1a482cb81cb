"""Which export files a seller downloads over the period, and what each covers."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from orchestration.simulate.parameters import Parameters
from orchestration.simulate.world.catalogue import months_later

# How far before its month an export begins: the seller wants late changes, and restated ads, too.
ORDER_OVERLAP_DAYS = 15
META_OVERLAP_DAYS = 7
TIKTOK_ADS_OVERLAP_DAYS = 7
# What settles late: returns are asked for, and commissions become final, weeks after the order.
RETURNS_OVERLAP_DAYS = AFFILIATE_OVERLAP_DAYS = 15
# Shopee's report of returns is asked for by the day of the order.
SHOPEE_RETURNS_OVERLAP_DAYS = 31
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


def _overlapping(parameters: Parameters, overlap_days: int, months: int = 1) -> list[Window]:
    return [
        replace(each, first=max(parameters.start, each.first - timedelta(days=overlap_days)))
        for each in windows_of_months(parameters, months)
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


def returns_windows(parameters: Parameters, months: int = 1) -> list[Window]:
    """A file per so many months of requests or parcels, beginning 15 days before them."""
    return _overlapping(parameters, RETURNS_OVERLAP_DAYS, months)


def affiliate_windows(parameters: Parameters) -> list[Window]:
    """A file per quarter of orders, beginning 15 days before it."""
    return _overlapping(parameters, AFFILIATE_OVERLAP_DAYS, months=3)


def month_windows(parameters: Parameters) -> list[Window]:
    """A file per month and no day in two of them."""
    return windows_of_months(parameters, 1)


def day_window(day: date) -> Window:
    """A file of a single day."""
    return Window(day, day, _the_morning_after(day))


def windows_of_months(parameters: Parameters, months: int) -> list[Window]:
    """A file per month (1), quarter (3) or year (12) of the calendar, cut to the period."""
    grouped: dict[int, Window] = {}
    for first, last in _months(parameters):
        number = (first.year * 12 + first.month - 1) // months
        since = grouped[number].first if number in grouped else first
        grouped[number] = Window(since, last, _the_morning_after(last))
    return list(grouped.values())


def shopee_ads_windows(parameters: Parameters) -> tuple[list[Window], list[Window]]:
    """(monthly files of every month but the last, daily files of the last days).

    They overlap: some days of the last monthly file have a daily file as well.
    """
    monthly = month_windows(parameters)[:-1]
    first_daily = max(parameters.start, parameters.end - timedelta(days=DAILY_ADS_DAYS - 1))
    days = [first_daily + timedelta(days=i) for i in range((parameters.end - first_daily).days + 1)]
    return monthly, [day_window(day) for day in days]
