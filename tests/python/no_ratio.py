"""Finds ratios that are written by hand, in a model's SQL or on a page.

A ratio is a metric: it is defined in models/metrics and executed from there. So no SQL divides, and
none takes a mean; `share_of` and `equal_part_of` split an amount, `metric` takes a metric.
"""

from __future__ import annotations

import re

_COMMENTS = re.compile(r"\{#.*?#\}|--[^\n]*|/\*.*?\*/", re.DOTALL)
_JINJA = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}", re.DOTALL)
_STRINGS = re.compile(r"'(?:[^']|'')*'")
_BY_HAND = re.compile(r"/|\b(?:avg|mean|median|divide|safe_divide|fdiv)\s*\(", re.IGNORECASE)
_FENCES = re.compile(r"^```sql[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)


def ratios(sql: str) -> list[str]:
    """The lines of an SQL text, Jinja included, that divide or take a mean."""
    bare = _COMMENTS.sub(lambda found: _blank(found.group()), sql)
    # What stands in Jinja is code too (an expression given to a macro); its quotes are not SQL's.
    inside = _JINJA.findall(bare)
    outside = _STRINGS.sub("''", _JINJA.sub(lambda found: _blank(found.group(), "_"), bare))
    lines = [line for part in inside for line in "".join(part).splitlines()] + outside.splitlines()
    return [line.strip() for line in lines if _BY_HAND.search(line)]


def ratios_of_page(markdown: str) -> list[str]:
    """The same for every SQL block of a page."""
    return [line for block in _FENCES.findall(markdown) for line in ratios(block)]


def _blank(text: str, sign: str = "") -> str:
    """As many lines as before, with nothing on them but `sign`."""
    return sign + "\n" * text.count("\n")
