"""A page's tiles as text, for where no script runs: the period and the shop that the page opens on.

The same formulas as the client's (reports/client/src/metrics.ts), over the same rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from reports.render.page import Page
from reports.render.queries import Published, QueryError

DATE, PREVIOUS, WORLD = "activity_date", "previous_date", "world_id"
Number = Decimal | None


@dataclass(frozen=True)
class Figure:
    metric: str
    label: str
    text: str
    value: Number


@dataclass(frozen=True)
class Figures:
    """What a page says first. Without a shop there is nothing to say."""

    shop: str
    start: dt.date
    end: dt.date
    tiles: list[Figure]


def figures(page: Page, published: Published, metrics: Mapping[str, Any]) -> Figures | None:
    """The page's <BigValue>s that are known. Nothing where the page has no world or no tile.

    Raises PageError.
    """
    names = [use.tag.attributes["metric"] for use in page.uses if use.tag.name == "BigValue"]
    if not names or "worlds" not in page.queries:
        return None
    tables = {}
    for query in page.queries.values():
        try:
            tables[query.name] = published.fetch(query.sql)
        except QueryError as error:
            raise page.error(query.line, f"query {query.name}: {error}") from None
    worlds = tables["worlds"].to_pylist()
    if not worlds:
        return None
    world = min(worlds, key=lambda world: (-world["last_date"].toordinal(), world[WORLD]))
    start, end = _span(str(page.front.get("period", "30D")), world)
    rows = [
        table.filter(pc.equal(table[WORLD], world[WORLD]))
        for table in tables.values()
        if WORLD in table.column_names and DATE in table.column_names
    ]
    tiles = []
    for name in dict.fromkeys(names):
        metric = metrics[name]
        value = _value(metric["formula"], rows, start, end)
        if value is not None:
            text = _text(value, metric["format"], world["currency"])
            tiles.append(Figure(name, metric["label"], text, value))
    return Figures(f"{world['shop_name']}, {world['currency']}", start, end, tiles)


def _span(preset: str, world: Mapping[str, Any]) -> tuple[dt.date, dt.date]:
    """The page's period, or the first longer one that holds an order; see state.ts."""
    first, last, order = (world[day] for day in ("first_date", "last_date", "last_order_date"))
    for name in (preset, "QTD", "YTD", "all"):
        start = max(_start(name, first, last), first)
        if order is None or start <= order:
            return start, last
    return first, last


def _start(preset: str, first: dt.date, last: dt.date) -> dt.date:
    starts = {
        "today": last,
        "7D": last - dt.timedelta(days=6),
        "30D": last - dt.timedelta(days=29),
        "MTD": last.replace(day=1),
        "QTD": last.replace(month=last.month - (last.month - 1) % 3, day=1),
        "YTD": last.replace(month=1, day=1),
    }
    return starts.get(preset, first)


def _value(formula: Any, tables: list[pa.Table], start: dt.date, end: dt.date) -> Number:
    if isinstance(formula, int | float):
        return Decimal(str(formula))
    if "op" not in formula:
        [(kind, measure)] = formula.items()
        return _measured(tables, measure, kind, start, end)
    left, right = (_value(part, tables, start, end) for part in formula["args"])
    if left is None or right is None:
        return None
    match formula["op"]:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right if right else None


def _measured(
    tables: list[pa.Table], measure: str, kind: str, start: dt.date, end: dt.date
) -> Number:
    """A measure over the days, from the table with the fewest dimensions: all of them agree."""
    holding = [table for table in tables if measure in table.column_names]
    if kind == "distinct":
        holding = [table for table in holding if PREVIOUS in table.column_names]
    if not holding:
        return None
    table = min(holding, key=lambda table: len(_dimensions(table)))
    if PREVIOUS in table.column_names:  # rows of entity days: null in a dimension stands for all
        for dimension in _dimensions(table):
            table = table.filter(pc.is_null(table[dimension]))
    if table[measure].null_count == table.num_rows:
        return None
    days = table[DATE]
    wanted = pc.and_(pc.greater_equal(days, start), pc.less_equal(days, end))
    if kind == "last":  # a state, not a flow: that of the newest day up to the end
        newest = pc.max(table.filter(pc.less_equal(days, end))[DATE]).as_py()
        if newest is None:
            return Decimal(0)
        wanted = pc.equal(days, newest)
    if kind == "distinct":
        previous = table[PREVIOUS]
        earlier = pc.or_kleene(pc.is_null(previous), pc.less(previous, start))
        wanted = pc.and_(wanted, earlier)
    return Decimal(pc.sum(table.filter(wanted)[measure]).as_py() or 0)


def _dimensions(table: pa.Table) -> list[str]:
    return [
        name
        for name in table.column_names
        if name != WORLD and pa.types.is_string(table.schema.field(name).type)
    ]


def _text(value: Decimal, form: str, currency: str) -> str:
    match form:
        case "money":
            return f"{value:,.2f} {currency}"
        case "percent":
            return f"{value * 100:,.2f}%"
        case "ratio":
            return f"{value:,.3f}x"
        case "count":
            return f"{value:,.0f}"
        case _:
            return f"{value:,.2f}"
