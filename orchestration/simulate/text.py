"""How exports spell money, counts and times."""

from collections.abc import Sequence

import numpy as np

from orchestration.simulate.draws import Ints

_MINUTES = [f" {minute // 60:02d}:{minute % 60:02d}" for minute in range(1_440)]
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SECONDS = [f":{second:02d}" for second in range(60)]


def baht(satang: int) -> str:
    """`1234.50`"""
    return f"{satang // 100}.{satang % 100:02d}"


def signed_baht(satang: int) -> str:
    """`-1234.50`"""
    return f"-{baht(-satang)}" if satang < 0 else baht(satang)


def baht_with_commas(satang: int) -> str:
    """`1,234.50`"""
    return f"{satang // 100:,}.{satang % 100:02d}"


def shortest_baht(satang: int) -> str:
    """`1234.5`, `130`: no zeros that carry nothing."""
    whole, rest = divmod(satang, 100)
    if rest == 0:
        return str(whole)
    return f"{whole}.{rest // 10}" if rest % 10 == 0 else f"{whole}.{rest:02d}"


def percent(part: float, whole: float) -> str:
    """`4.30%`, or the `-` of a share of nothing."""
    return f"{100 * part / whole:.2f}%" if whole else "-"


def ratio(part: float, whole: float) -> str:
    """`52.43`, or `-`."""
    return f"{part / whole:.2f}" if whole else "-"


def _day_names(days: Ints, spelling: str) -> list[str]:
    """Each day as `spelling` puts together its year, month, name of the month and day."""
    unique, where = np.unique(days, return_inverse=True)
    parts = [day.split("-") for day in np.datetime_as_string(unique.astype("datetime64[D]"))]
    names = [
        spelling.format(year=year, month=month, name=_MONTHS[int(month) - 1], day=day)
        for year, month, day in parts
    ]
    return [names[i] for i in where.tolist()]


def _known(moments: Ints, as_of: int) -> tuple[Ints, list[bool]]:
    known = moments <= as_of
    return np.where(known, moments, 0), known.tolist()


def _to_the_minute(moments: Ints, as_of: int, spelling: str) -> list[str | None]:
    moments, known = _known(moments, as_of)
    days = _day_names(moments // 86_400, spelling)
    minutes = (moments % 86_400 // 60).tolist()
    return [
        day + _MINUTES[minute] if is_known else None
        for day, minute, is_known in zip(days, minutes, known, strict=True)
    ]


def iso_minutes(moments: Ints, as_of: int) -> list[str | None]:
    """`2024-11-01 09:30`; None where the moment lies after `as_of`."""
    return _to_the_minute(moments, as_of, "{year}-{month}-{day}")


def named_month_minutes(moments: Ints, as_of: int) -> list[str | None]:
    """`01 Nov 2024 09:30`; None where the moment lies after `as_of`."""
    return _to_the_minute(moments, as_of, "{day} {name} {year}")


def compact_minutes(moments: Ints, as_of: int) -> list[str | None]:
    """`20241101 09:30`; None where the moment lies after `as_of`."""
    return _to_the_minute(moments, as_of, "{year}{month}{day}")


def day_first_seconds(moments: Ints, as_of: int) -> list[str]:
    """`01/11/2024 09:30:15`; empty where the moment lies after `as_of`."""
    moments, known = _known(moments, as_of)
    days = _day_names(moments // 86_400, "{day}/{month}/{year}")
    seconds = (moments % 86_400).tolist()
    return [
        day + _MINUTES[second // 60] + _SECONDS[second % 60] if is_known else ""
        for day, second, is_known in zip(days, seconds, known, strict=True)
    ]


def pick(values: Sequence[str], where: Ints) -> list[str]:
    """The value at each index."""
    return [values[i] for i in where.tolist()]
