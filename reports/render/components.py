"""The components that a page may use, and the attributes of each.

A new component is a line here and a module in reports/client/src/components. Names and attributes
are Evidence's where Evidence has the component.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["block", "inline", "container"]
# A target is a number, or the metric that says it.
Attribute = Literal["metric", "metrics", "target", "query", "text", "number", "flag"]


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
    "When": Component("container", {"metric": "metric", "no": "metric", "previous": "text"}),
    # What the page looks at
    "WorldSelector": Component("block"),
    "PeriodSelector": Component("block"),
    "LastRefreshed": Component("block"),
    # Filters; clicks on marks filter too
    "FilterBar": Component("block"),
    "Dropdown": Component("block", {"dimension": "text", "title": "text"}, ("dimension",)),
    "ButtonGroup": Component("block", {"dimension": "text", "title": "text"}, ("dimension",)),
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
            "grain": "text",
            "by": "text",
            "limit": "number",
            "horizontal": "flag",
            "title": "text",
            "empty": "text",
        },
    ),
    "Breakdown": Component(
        "block",
        {
            "by": "text",
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
            "columns": "text",
            "titles": "text",
            "rows": "number",
            "unit": "text",
            "title": "text",
            "empty": "text",
        },
        ("data",),
    ),
    # Layout
    "Grid": Component("container", {"cols": "number"}, is_static=True),
    "Details": Component("container", {"title": "text"}, ("title",), is_static=True),
    "Alert": Component("container", is_static=True),
}
