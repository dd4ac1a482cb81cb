"""The days on which a Thai marketplace shop sells more, or less."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

# 9.9, 11.11 and 12.12 are the campaigns that buyers save up for.
LARGE_DOUBLE_DAYS = frozenset({9, 11, 12})


@dataclass(frozen=True)
class EventDay:
    """One event on one date; a date can hold several."""

    date: date
    kind: str  # payday | double_day | holiday
    name: str


@cache
def thai_holidays(year: int) -> dict[date, str]:
    """Public holidays of Thailand, substitution days included, with their English names."""
    found = holidays.country_holidays("TH", years=year, language="en_US")
    return {day: found[day] for day in sorted(found)}


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in thai_holidays(day.year)


def paydays(year: int, month: int) -> list[date]:
    """The 25th and the last day, each moved back to the nearest working day.

    The two can fall on one date only in a month with a week of holidays, so both are kept apart.
    """
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    nominal = [date(year, month, 25), first_of_next - timedelta(days=1)]
    moved = []
    for day in nominal:
        while not is_working_day(day):
            day -= timedelta(days=1)
        moved.append(day)
    return sorted(set(moved))


def is_double_day(day: date) -> bool:
    return day.day == day.month


def event_days(start: date, end: date) -> list[EventDay]:
    """Every event from start to end, both included, by date."""
    events = []
    for year in range(start.year, end.year + 1):
        events += [EventDay(day, "holiday", name) for day, name in thai_holidays(year).items()]
        for month in range(1, 13):
            events.append(EventDay(date(year, month, month), "double_day", f"{month}.{month}"))
            events += [EventDay(day, "payday", "payday") for day in paydays(year, month)]
    inside = [event for event in events if start <= event.date <= end]
    return sorted(inside, key=lambda event: (event.date, event.kind, event.name))
