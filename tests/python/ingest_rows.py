"""Random rows of an export, clean and dirty, with what must become of each."""

import hashlib
import hmac
import random
import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from ingest_helpers import KEY

from orchestration.ingest.spec import Column, Description, Export, Kind, Total

WORDS = (
    "เซรั่มวิตามินซี",
    "น้ำตบ",
    "mask, sheet",
    'ขวด "ใหญ่"',
    "a\nb",
    "กล่อง; ถุง",
    "it's",
    "Ünï",
    "1e5x",
)
DIRTY = {
    Kind.ID: ("5.85E+17", "5,85049E+17", "'5.85E17"),
    Kind.INTEGER: ("2.5", "abc", "1e3", "1.2.3", "12,34", "99999999999999999999", "๑๒"),
    Kind.NUMBER: ("abc", "1.2.3", "12,34", "1e5", "1 2"),
    Kind.MONEY: ("1.2.3", "12,34", "1e5", "(5.00)", "5-", "abc", "0x10", "€5"),
    Kind.PERCENT: ("5", "x%", "%"),
    Kind.DATE: ("31/31/2026", "05/01/2569", "infinity", "epoch", "2026-02-30", "yesterday"),
    Kind.TIMESTAMP: ("2569-01-05 10:00", "infinity", "05/01/2026T", "2026-13-01 00:00:00", "x"),
    Kind.DURATION: ("abc", "7x", "12", "1:2"),
    Kind.FLAG: ("maybe", "2"),
}
NUMERIC = (Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.PERCENT)


@dataclass
class Line:
    """One record of a generated file: its cells, what it is and what it must land as."""

    cells: list[str]
    kind: str = "clean"  # or: dirty, ragged, blank, description, total
    values: dict[str, Any] | None = None
    dirty_header: str = ""
    dirty_text: str = ""


def hashed(text: str) -> str:
    """Law 8, by Python's own HMAC."""
    message = text.strip().lower().encode()
    return hmac.new(KEY.encode(), message, hashlib.sha256).hexdigest()[:32]


def header_of(column: Column, currency: str = "THB") -> str:
    return column.headers[0].replace("{currency}", currency)


def shown(header: str) -> str:
    """A header as it is told in the quarantine."""
    return header.lstrip("*")


def headers(export: Export) -> list[str]:
    return [header_of(column) for column in export.columns]


def told_headers(export: Export) -> list[str]:
    """The headers as they are told in the quarantine: one that stands again has a number."""
    known = [shown(header) for header in headers(export)]
    again = [known[:place].count(header) for place, header in enumerate(known)]
    return [f"{h} ({n + 1})" if n else h for h, n in zip(known, again, strict=True)]


def matching(pattern: str, rng: random.Random) -> str:
    """A text of one of the simple patterns: a class and how often, some words, digits between."""
    if listed := re.fullmatch(r"(?:\(\?i\))?\(?([A-Za-z0-9_|]+)\)?", pattern):
        word = rng.choice(listed[1].split("|"))
        return rng.choice((word, word.upper())) if pattern.startswith("(?i)") else word
    found = re.fullmatch(r"(\[.+\])\{(\d+)(,?)(\d*)\}", pattern)
    if not found:
        needed = re.sub(r"\([^)]*\)\?|.\?", "", pattern.replace(".*", ""))
        plain = re.sub(r"\[(.)[^]]*\]", r"\1", needed)
        text = re.sub(r"\\d\{(\d+)\}", lambda n: f"{rng.randrange(10 ** int(n[1])):0{n[1]}}", plain)
        assert re.fullmatch(pattern, text), pattern
        return text
    low, high = int(found[2]), int(found[4] or found[2])
    if found[3] and not found[4]:
        high = low + 8
    letters = [c for c in string.printable if re.fullmatch(found[1], c)]
    return "".join(rng.choice(letters) for _ in range(rng.randint(low, high)))


def makes_a_total(export: Export, column: Column) -> bool:
    """Whether a row may be a total once this cell is empty, as the others that tell it may be."""
    return any(
        column.name in rule.blank
        and not any(export.column(name).required for name in {*rule.blank} - {column.name})
        for rule in export.not_data
        if isinstance(rule, Total)
    )


def written(export: Export, column: Column, text: str) -> str:
    """A number as the language of the first headers writes it."""
    comma = export.decimal_comma
    if not isinstance(comma, bool):
        comma = any(header in headers(export) for header in comma)
    swapped = comma and column.kind in NUMERIC
    return text.translate(str.maketrans(".,", ",.")) if swapped else text


def forms_of(export: Export, formats: tuple[str, ...]) -> list[str]:
    """A file writes the day or the month first, never both; not where it has to show which."""
    if export.shown_day_order:
        return [formats[0]]
    days_first = [form for form in formats if "%p" in form or not form.startswith("%m")]
    return days_first or list(formats)


def cell(export: Export, column: Column, rng: random.Random) -> tuple[str, Any]:
    """A clean cell's text, and what it must land as."""
    text, value = _cell(export, column, rng)
    return written(export, column, text), value


def _cell(export: Export, column: Column, rng: random.Random) -> tuple[str, Any]:
    may_be_empty = not column.required and not makes_a_total(export, column)
    if may_be_empty and column.kind is not Kind.PRESENCE and rng.random() < 0.2:
        return rng.choice(("", "-", "N/A", " ")), None
    low = column.minimum if column.minimum is not None else -50
    match column.kind:
        case Kind.ID:
            text = matching(column.pattern, rng) if column.pattern else f"K{rng.randrange(10**9)}"
            return rng.choice((text, f"{text}\t", f" {text}")), text
        case Kind.TEXT if export.currency and export.currency.column == column.name:
            text = rng.choice(sorted(export.currency.codes) or ["THB", "PHP", "USD"])
            return text, text
        case Kind.TEXT if column.pattern:
            text = matching(column.pattern, rng)
            return text, text
        case Kind.TEXT | Kind.DROPPED:
            text = rng.choice(WORDS)
            return text, text
        case Kind.PERSON:
            text = rng.choice(("nid_skin.99", "Ploy.TT", "สมชาย"))
            return rng.choice((text, f" {text.upper()} ")), hashed(text)
        case Kind.PRESENCE:
            text = rng.choice(("", "ฝากด้วยนะคะ"))
            return text, bool(text)
        case Kind.INTEGER:
            number = rng.randint(low, 20_000)
            return rng.choice((str(number), f"{number:,}", f"{number}.0")), number
        case Kind.NUMBER | Kind.MONEY:
            # Where a comma may be either, three figures after it are thousands.
            places = rng.randint(0, 2 if written(export, column, ".") == "," else 4)
            amount = Decimal(rng.randint(low * 10**places, 10**7)) / 10**places
            return rng.choice((f"{amount:f}", f"{amount:,f}", f" {amount:f} ")), amount
        case Kind.PERCENT:
            share = Decimal(rng.randint(0, 20_000)) / 100
            return f"{share}%", share / 100
        case Kind.DATE:
            day = date(2024, 1, 1) + timedelta(days=rng.randrange(900))
            return day.strftime(rng.choice(forms_of(export, export.date_formats))), day
        case Kind.TIMESTAMP:
            moment = datetime(2024, 1, 1) + timedelta(minutes=rng.randrange(900 * 1440))
            form = rng.choice(forms_of(export, export.timestamp_formats))
            text = moment.strftime(form)
            return text, datetime.strptime(text, form)
        case Kind.DURATION:
            seconds = rng.randrange(100_000)
            minutes, rest = divmod(seconds, 60)
            return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}", seconds
        case Kind.FLAG:
            return rng.choice((("Y", True), ("no", False), ("True", True), ("0", False)))
    raise AssertionError(column.kind)


def clean_line(export: Export, rng: random.Random) -> Line:
    pairs = [cell(export, column, rng) for column in export.columns]
    values = {
        c.name: value
        for c, (_, value) in zip(export.columns, pairs, strict=True)
        if c.kind is not Kind.DROPPED
    }
    return Line([text for text, _ in pairs], values=values)


def dirty_line(export: Export, rng: random.Random) -> Line:
    """A line with one bad cell."""
    line = clean_line(export, rng)
    spoilt = [
        i
        for i, c in enumerate(export.columns)
        if c.kind in DIRTY or (c.required and not makes_a_total(export, c))
    ]
    place = rng.choice(spoilt)
    column = export.columns[place]
    text = "" if column.kind not in DIRTY else rng.choice(DIRTY[column.kind])
    text = written(export, column, text)
    line.cells[place] = text
    return Line(line.cells, "dirty", None, told_headers(export)[place], text)


def total_line(export: Export, rule: Total, rng: random.Random) -> Line:
    line = clean_line(export, rng)
    for place, column in enumerate(export.columns):
        if column.name in rule.blank or (rule.sums and column.name not in rule.sums):
            line.cells[place] = ""
    if rule.column and (rng.random() < 0.5 or not rule.blank):
        place = [c.name for c in export.columns].index(rule.column)
        line.cells[place] = rule.labels[0] if rule.labels else matching(rule.pattern or "", rng)
    return Line(line.cells, "total")


def lines(export: Export, rng: random.Random, count: int, *, ragged: bool = True) -> list[Line]:
    """The lines below a header, in the mixture that real files have, and worse."""
    found = []
    for rule in export.not_data:
        if isinstance(rule, Description) and rng.random() < 0.5:
            found.append(Line([f"The {h} of the order." for h in headers(export)], "description"))
    for _ in range(count):
        chance = rng.random()
        if chance < 0.15:
            found.append(dirty_line(export, rng))
        elif chance < 0.22 and ragged:
            cells = clean_line(export, rng).cells
            cut = rng.randrange(1, len(cells))
            cells = rng.choice((cells[:cut], [*cells, rng.choice(("", "x"))]))
            is_blank = not any(c.strip() for c in cells)
            found.append(Line(cells, "blank" if is_blank else "ragged"))
        elif chance < 0.3:
            found.append(Line([rng.choice(("", " "))] * len(export.columns), "blank"))
        else:
            found.append(clean_line(export, rng))
    for rule in export.not_data:
        if isinstance(rule, Total) and rng.random() < 0.5:
            found.append(total_line(export, rule, rng))
    return found


def kinds(found: Sequence[Line]) -> dict[str, int]:
    return {kind: sum(line.kind == kind for line in found) for kind in {f.kind for f in found}}
