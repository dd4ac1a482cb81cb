"""Writes seeds/calendar_events.csv: the days on which a shop sells more, or not at all, by country.

Run `python -m orchestration.transform.calendar_events` after a new release of `holidays`, and read
the difference: governments move and add holidays late.

- holiday: public holidays, from the `holidays` package.
- double_day: 1.1, 2.2 … 12.12, the sale days of the South-East Asian marketplaces.
- payday: in Thailand the 25th and the last day of the month; where that is no working day, the
  working day before it.
- sale_day: Black Friday, the Friday after the fourth Thursday of November, in Brazil and the US.
"""

from __future__ import annotations

import calendar
import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta

import holidays

from orchestration.files import replace_if_changed
from orchestration.settings import PROJECT

FIRST_YEAR, LAST_YEAR = 2016, 2030
COUNTRIES = ("BR", "TH", "US")
SEED = PROJECT / "seeds" / "calendar_events.csv"

Event = tuple[str, date, str, str]  # country, day, kind, name


def _working_day(day: date, closed: holidays.HolidayBase) -> date:
    while day.weekday() >= 5 or day in closed:
        day -= timedelta(days=1)
    return day


def _black_friday(year: int) -> date:
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21 + 1)


def events(country: str, year: int) -> Iterator[Event]:
    """The events of one country and year, unsorted."""
    closed = holidays.country_holidays(country, years=year, language="en_US")
    for day, name in closed.items():
        yield country, day, "holiday", name
    if country == "TH":
        for month in range(1, 13):
            yield country, date(year, month, month), "double_day", f"{month}.{month}"
            month_end = date(year, month, calendar.monthrange(year, month)[1])
            paydays = {_working_day(date(year, month, 25), closed), _working_day(month_end, closed)}
            for day in paydays:
                yield country, day, "payday", "Payday"
    else:
        yield country, _black_friday(year), "sale_day", "Black Friday"


def csv_text() -> str:
    """The seed as it should be."""
    rows = sorted(
        event
        for country in COUNTRIES
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for event in events(country, year)
    )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("country_code", "event_date", "event_kind", "event_name"))
    writer.writerows(rows)
    return text.getvalue()


if __name__ == "__main__":
    replace_if_changed(SEED, csv_text().encode())
