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

# Either stands alone (`<LineChart …/>`) or encloses what belongs to it (`<ReferenceLine …/>`).
Kind = Literal["block", "inline", "container", "either"]
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
FORMATS = ("money", "count", "percent", "ratio", "days", "score")
STACKS = ("stacked", "grouped", "stacked100")


@dataclass(frozen=True)
class Component:
    """Where a component may stand and what it takes."""

    kind: Kind
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    is_static: bool = False  # drawn by the renderer alone


# What every chart takes: `empty` is said where there is nothing to draw; names of axes where the
# metric's own do not do.
_HEAD: Mapping[str, Attribute] = {
    "title": "text",
    "subtitle": "text",
    "empty": "text",
    "xAxisTitle": "text",
    "yAxisTitle": "text",
}
# A chart over rows takes one mark per row, from `data={query}`; `whole`: of all days.
_ROWS: Mapping[str, Attribute] = {"data": "query", "whole": "flag", "yFmt": FORMATS}
_ENDS: Mapping[str, Attribute] = {"yMin": "word", "yMax": "word"}
# A number draws a line, a metric its course.
_AIM: Mapping[str, Attribute] = {"target": "target", "events": "query"}

_PLANE: Mapping[str, Attribute] = {
    "by": "dimension",
    "metrics": "metrics",
    "limit": "number",
    "x": "column",
    "y": "column",
    "series": "dimension",
    "xFmt": FORMATS,
    "xMin": "word",
    "xMax": "word",
    "scale": "flag",  # axes begin where the dots do, not at zero
    "quadrants": "flag",
    "xLine": "word",
    "yLine": "word",
    "quadrantNames": "texts",
    **_ENDS,
    **_ROWS,
    **_HEAD,
}

CHARTS: Mapping[str, Component] = {
    # <LineChart metrics= grain= series= events= target=/>, or data= x= y=(columns) series=
    "LineChart": Component(
        "either",
        {
            "metric": "metric",
            "metrics": "metrics",
            "grain": GRAINS,
            "series": "dimension",
            "x": "column",
            "y": "columns",
            "yName": "text",
            **_AIM,
            **_ENDS,
            **_ROWS,
            **_HEAD,
        },
    ),
    # Like LineChart, stacked where it adds up; type=stacked100 shows parts of the whole
    "AreaChart": Component(
        "either",
        {
            "metric": "metric",
            "metrics": "metrics",
            "grain": GRAINS,
            "series": "dimension",
            "type": ("stacked", "stacked100"),
            "x": "column",
            "y": "columns",
            "yName": "text",
            **_AIM,
            **_ENDS,
            **_ROWS,
            **_HEAD,
        },
    ),
    # Over time (grain= the last ones of all data with their growth; none: the period's), by= a
    # dimension, or data= x= y=; limit= the largest, and the others in one where they add up
    "BarChart": Component(
        "either",
        {
            "metric": "metric",
            "metrics": "metrics",
            "grain": GRAINS,
            "by": "dimension",
            "series": "dimension",
            "type": STACKS,
            "limit": "number",
            "horizontal": "flag",
            "swapXY": "flag",
            "x": "column",
            "y": "columns",
            "yName": "text",
            **_AIM,
            **_ENDS,
            **_ROWS,
            **_HEAD,
        },
    ),
    # Bars of metrics= and lines of lines=, over time or by=; over rows y= are bars and y2= lines
    "ComboChart": Component(
        "either",
        {
            "metric": "metric",
            "metrics": "metrics",
            "lines": "metrics",
            "grain": GRAINS,
            "by": "dimension",
            "limit": "number",
            "type": ("stacked", "grouped"),
            "x": "column",
            "y": "columns",
            "y2": "columns",
            "y2Fmt": FORMATS,
            "events": "query",
            **_ENDS,
            **_ROWS,
            **_HEAD,
        },
    ),
    # A dot for each value of by=, at two metrics; over rows x= and y=, named by=, coloured series=
    "ScatterPlot": Component("block", _PLANE),
    # And a third metric, or size=, as its area; quadrants at the medians, or at xLine= and yLine=
    "BubbleChart": Component("block", {**_PLANE, "size": "column", "sizeFmt": FORMATS}),
    # How many there were of each value of a number column: metric= a count, by= the column; over
    # rows x= and y= its count; bin= the width of a bin
    "Histogram": Component(
        "either",
        {
            "metric": "metric",
            "by": "word",
            "x": "column",
            "y": "column",
            "bin": "number",
            **_ROWS,
            **_HEAD,
        },
    ),
    # Exact percentiles of counted values, as Histogram, for each value of series=; over rows that
    # hold percentiles Evidence's name=, min=, intervalBottom=, midpoint=, intervalTop=, max=
    "BoxPlot": Component(
        "either",
        {
            "metric": "metric",
            "by": "word",
            "series": "dimension",
            "limit": "number",
            "x": "column",
            "y": "column",
            "name": "column",
            "min": "column",
            "intervalBottom": "column",
            "midpoint": "column",
            "intervalTop": "column",
            "max": "column",
            **_ROWS,
            **_HEAD,
        },
    ),
    # Steps from one amount to another: metrics=, of which minus= take away and totals= are sums;
    # over rows x= names, y= amounts, total= a column that says which rows are sums
    "Waterfall": Component(
        "block",
        {
            "metrics": "metrics",
            "minus": "metrics",
            "totals": "metrics",
            "x": "column",
            "y": "column",
            "total": "column",
            **_ROWS,
            **_HEAD,
        },
    ),
    # A few parts of a whole, as a ring: metric= by=, or data= x= y=
    "PieChart": Component(
        "block",
        {
            "metric": "metric",
            "by": "dimension",
            "limit": "number",
            "x": "column",
            "y": "column",
            **_ROWS,
            **_HEAD,
        },
    ),
    # Within a chart: a line at y= (a number, or a metric's value) or at x= (a day or a word); with
    # data= both and label= name columns, one line per row
    "ReferenceLine": Component(
        "block",
        {"y": "target", "x": "word", "label": "text", "hideValue": "flag", "data": "query"},
    ),
    # Within a chart: what lies between days, words or values; with data= columns, as above
    "ReferenceArea": Component(
        "block",
        {
            "xMin": "word",
            "xMax": "word",
            "yMin": "word",
            "yMax": "word",
            "label": "text",
            "data": "query",
        },
    ),
}

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
    **CHARTS,
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
