"""The components that a page may use, and the attributes of each.

A new component is a line here and a module in reports/client/src/components. Names and attributes
are Evidence's where Evidence has the component. Its kind decides how an attribute is checked:

| kind                   | its value                                                              |
|------------------------|------------------------------------------------------------------------|
| metric, metrics        | one or several names of models/metrics                                 |
| target                 | a number, or the metric that says it                                   |
| query                  | a query of the page                                                    |
| column, columns        | of the query that `data` names                                         |
| dimension, dimensions  | a text column: of the query that `data` names, else of any of the page |
| link                   | a column of `data` whose values have pages of their own (`[sku].md`)   |
| text, texts            | words that readers see, translated; texts are parted by commas         |
| word, number, flag     | for the client                                                         |
| a tuple of words       | one of them                                                            |

In lists the items are parted by commas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["block", "inline", "container"]
Attribute = (
    Literal[
        "metric",
        "metrics",
        "target",
        "query",
        "column",
        "columns",
        "dimension",
        "dimensions",
        "link",
        "text",
        "texts",
        "word",
        "number",
        "flag",
    ]
    | tuple[str, ...]
)

GRAINS = ("day", "week", "month", "quarter")


@dataclass(frozen=True)
class Component:
    """Where a component may stand and what it takes."""

    kind: Kind
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    is_static: bool = False  # drawn by the renderer alone


COMPONENTS: Mapping[str, Component] = {
    # Numbers in sentences
    "Value": Component("inline", {"metric": "metric"}, ("metric",)),
    "Delta": Component("inline", {"metric": "metric"}, ("metric",)),
    "Period": Component("inline"),
    "PreviousPeriod": Component("inline"),
    "When": Component("container", {"metric": "metric", "no": "metric", "previous": "word"}),
    # What the page looks at
    "WorldSelector": Component("block"),
    "PeriodSelector": Component("block"),
    "LastRefreshed": Component("block"),
    # Filters; clicks on marks filter too
    "FilterBar": Component("block"),
    "Dropdown": Component("block", {"dimension": "dimension", "title": "text"}, ("dimension",)),
    "ButtonGroup": Component("block", {"dimension": "dimension", "title": "text"}, ("dimension",)),
    # Tiles, charts, tables
    "BigValue": Component(
        "block",
        {"metric": "metric", "title": "text", "target": "target", "sparkline": "flag"},
        ("metric",),
    ),
    "LineChart": Component(
        "block",
        {
            "metric": "metric",
            "metrics": "metrics",
            "events": "query",
            "title": "text",
            "empty": "text",
        },
    ),
    "BarChart": Component(
        "block",
        {
            "metric": "metric",
            "metrics": "metrics",
            "grain": GRAINS,
            "by": "dimension",
            "limit": "number",
            "horizontal": "flag",
            "title": "text",
            "empty": "text",
        },
    ),
    "Breakdown": Component(
        "block",
        {
            "by": "dimension",
            "metrics": "metrics",
            "share": "metric",
            "limit": "number",
            "title": "text",
            "empty": "text",
        },
        ("by", "metrics"),
    ),
    "DataTable": Component(
        "block",
        {
            "data": "query",
            "columns": "columns",
            "titles": "texts",
            "rows": "number",
            "unit": "column",
            "link": "link",
            "title": "text",
            "empty": "text",
        },
        ("data",),
    ),
    # Layout
    "Grid": Component("container", {"cols": "number"}, is_static=True),
    "Details": Component("container", {"title": "text"}, ("title",), is_static=True),
    "Alert": Component("container", is_static=True),
    # Of a page with one file per product, campaign …: what the list of them says of this one
    "Entity": Component("inline", {"column": "word"}, is_static=True),
}


def items(value: str) -> list[str]:
    """The items of a list attribute."""
    return [item.strip() for item in value.split(",")]
