"""Pages of one entity each: `products/[sku].md` becomes a file per product."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reports.render.errors import nearest
from reports.render.page import Page
from reports.render.queries import Published, QueryError

LONGEST_NAME = 48
# Names that Windows keeps for itself.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|index)")


@dataclass(frozen=True)
class Entity:
    """One row of the page's list: which it is, how it is called, where its page is."""

    key: str
    title: str
    slug: str  # from the site's folder, without .html
    row: dict[str, Any]


def entities_of(page: Page, published: Published) -> list[Entity]:
    """The entities that get a page, in the order of their query; of a key's rows the first counts.

    Raises PageError.
    """
    listed = page.entities
    if listed is None:
        return []
    query = page.queries[listed.query]
    if query.parameters:
        raise page.error(query.line, f"query {query.name} lists all entities: it has no parameter")
    try:
        table = published.fetch(query.sql)
    except QueryError as error:
        raise page.error(query.line, f"query {query.name}: {error}") from None
    shown = {use.tag.attributes["column"]: use.line for use in _uses_of_columns(page)}
    for column, line in {listed.key: query.line, listed.title: query.line, **shown}.items():
        if column not in table.column_names:
            hint = nearest(column, table.column_names)
            raise page.error(line, f"query {query.name} has no column {column}{hint}")
    rows: dict[str, dict[str, Any]] = {}
    for row in table.to_pylist():
        if row[listed.key] is not None:
            rows.setdefault(str(row[listed.key]), row)
    chosen = dict(list(rows.items())[: listed.limit])
    folder = page.slug.rpartition("/")[0]
    names = _file_names(list(chosen))
    return [
        Entity(
            key,
            _text(row[listed.title]) or key,
            f"{folder}/{names[key]}" if folder else names[key],
            row,
        )
        for key, row in chosen.items()
    ]


def _uses_of_columns(page: Page) -> list[Any]:
    return [u for u in page.uses if u.tag.name == "Entity" and u.tag.attributes.get("column")]


def value_of(entity: Entity, column: str) -> str:
    """What <Entity column=…/> shows; without a column the title."""
    return _text(entity.row[column]) if column else entity.title


def _text(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _file_names(keys: list[str]) -> dict[str, str]:
    """A safe file name for each key: letters, digits and hyphens, never a path from data.

    A key whose letters are lost on the way, or that would meet another, gets a hash of itself.
    """
    plain = {key: _plain(key) for key in keys}
    taken = Counter(plain.values())
    names = {}
    for key, name in plain.items():
        letters = re.sub(r"[\W_]+", "-", key.lower()).strip("-")
        is_exact = name == letters and taken[name] == 1 and not _RESERVED.fullmatch(name)
        digest = hashlib.sha256(key.encode()).hexdigest()[:10]
        names[key] = name if is_exact else "-".join(part for part in (name, digest) if part)
    return names


def _plain(key: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower())[:LONGEST_NAME].strip("-")
