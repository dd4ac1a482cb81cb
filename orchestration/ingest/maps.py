"""Column maps: a user teaches a file's headers without code.

A map is a YAML file in `exports/_maps/`:

    platform: woocommerce
    entity: orders
    headers:                       # what Talad calls a column: the header in your file
      order_id: Order Number
      order_created_at: [Order Date, Date]
    not_kept: [Phone, Address]              # optional: headers that are known and never read
    timestamp_formats: ["%d.%m.%Y %H:%M"]   # optional; so are date_formats
    decimal_comma: true                     # optional
    currency: THB                           # optional, where the file names none

Headers and formats are added to those that are known; the columns of each entity are in the module
of its platform. What was read before with another map is read again.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from orchestration.ingest.registry import Formats, exports
from orchestration.ingest.spec import Column, Currency, Export, dropped

_SETTINGS = ("timestamp_formats", "date_formats", "decimal_comma", "currency")
_KEYS = ("platform", "entity", "headers", "not_kept", *_SETTINGS)


class MapError(Exception):
    """A map that cannot be used; the message is one line: which, what is wrong, what to do."""


def formats_with(folder: Path) -> Formats:
    """What is known, with what the maps of `folder` teach. Raises MapError."""
    known = list(exports())
    for path in sorted(folder.glob("*.y*ml")):
        try:
            said = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeError, yaml.YAMLError) as error:
            where = getattr(error, "problem_mark", None)
            line = f", line {where.line + 1}" if where else ""
            raise MapError(f"the column map {path.name}{line} is no YAML; mend it") from None
        place, taught = _taught(path.name, said, known)
        known[place] = taught
    return Formats(tuple(known))


def _taught(name: str, said: Any, known: Sequence[Export]) -> tuple[int, Export]:
    """The export that a map is about, with its headers, and its place among the known ones."""
    if not isinstance(said, dict):
        raise MapError(f"the column map {name} is empty; it needs platform, entity and headers")
    for key in said:
        if key not in _KEYS:
            raise MapError(f"the column map {name}: “{key}” is unknown; {_nearest(key, _KEYS)}")
    labels = [f"{e.platform} {e.entity}" for e in known]
    label = f"{said.get('platform')} {said.get('entity')}"
    if label not in labels:
        raise MapError(f"the column map {name}: no format “{label}”; {_nearest(label, labels)}")
    place = labels.index(label)
    export = known[place]
    headers = said.get("headers") or {}
    if not isinstance(headers, dict):
        raise MapError(f"the column map {name}: headers must be a list of `column: header`")
    names = [column.name for column in export.kept]
    for column in headers:
        if column not in names:
            raise MapError(
                f"the column map {name}: {label} has no column “{column}”; "
                f"{_nearest(str(column), names)}"
            )
    not_kept = said.get("not_kept") or []
    if not isinstance(not_kept, list):
        raise MapError(f"the column map {name}: not_kept must be a list of headers")
    columns = (
        *(_with_headers(column, headers.get(column.name)) for column in export.columns),
        *dropped(*map(str, not_kept)),
    )
    if said.get("currency") and export.currency and export.currency.column:
        # It need not be there any more.
        teller = export.currency.column
        columns = tuple(replace(c, required=False) if c.name == teller else c for c in columns)
    try:
        return place, replace(export, columns=columns, **_changes(export, said))
    except ValueError as error:
        raise MapError(f"the column map {name}: {error}") from None


def _with_headers(column: Column, taught: Any) -> Column:
    if taught is None:
        return column
    more = [str(header) for header in (taught if isinstance(taught, list) else [taught])]
    return replace(column, headers=(*column.headers, *more))


def _changes(export: Export, said: Mapping[str, Any]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for name in ("timestamp_formats", "date_formats"):
        if said.get(name):
            taught = [str(form) for form in said[name]]
            changes[name] = tuple(dict.fromkeys([*taught, *getattr(export, name)]))
    if "decimal_comma" in said:
        changes["decimal_comma"] = bool(said["decimal_comma"])
    if said.get("currency"):
        changes["currency"] = replace(export.currency or Currency(), code=str(said["currency"]))
    return changes


def _nearest(word: str, words: Sequence[str]) -> str:
    close = difflib.get_close_matches(word, words, 1, cutoff=0.5)
    return f"did you mean “{close[0]}”?" if close else f"known are {', '.join(words)}"
