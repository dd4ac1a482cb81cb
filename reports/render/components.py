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
| shown                  | a column, metric or dimension that the table around shows              |
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
        "shown",
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
    is_rare: bool = False  # it comes in a script of its own, after the first view
    one_of: tuple[tuple[str, ...], ...] = ()  # attributes of which one set is needed
    inside: str = ""  # the component that it stands in
    holds: tuple[str, ...] = ()  # what a block may enclose, if anything


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

_REFERENCES = ("ReferenceLine", "ReferenceArea")

CHARTS: Mapping[str, Component] = {
    # <LineChart metrics= grain= series= events= target=/>, or data= x= y=(columns) series=
    "LineChart": Component(
        "block",
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
        holds=_REFERENCES,
    ),
    # Like LineChart, stacked where it adds up; type=stacked100 shows parts of the whole
    "AreaChart": Component(
        "block",
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
        holds=_REFERENCES,
    ),
    # Over time (grain= the last ones of all data with their growth; none: the period's), by= a
    # dimension, or data= x= y=; limit= the largest, and the others in one where they add up
    "BarChart": Component(
        "block",
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
        holds=_REFERENCES,
    ),
    # Bars of metrics= and lines of lines=, over time or by=; over rows y= are bars and y2= lines
    "ComboChart": Component(
        "block",
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
        holds=_REFERENCES,
    ),
    # A dot for each value of by=, at two metrics; over rows x= and y=, named by=, coloured series=
    "ScatterPlot": Component("block", _PLANE),
    # And a third metric, or size=, as its area; quadrants at the medians, or at xLine= and yLine=
    "BubbleChart": Component("block", {**_PLANE, "size": "column", "sizeFmt": FORMATS}),
    # How many there were of each value of a number column: metric= a count, by= the column; over
    # rows x= and y= its count; bin= the width of a bin
    "Histogram": Component(
        "block",
        {
            "metric": "metric",
            "by": "word",
            "x": "column",
            "y": "column",
            "bin": "number",
            **_ROWS,
            **_HEAD,
        },
        holds=_REFERENCES,
    ),
    # Exact percentiles of counted values, as Histogram, for each value of series=; over rows that
    # hold percentiles Evidence's name=, min=, intervalBottom=, midpoint=, intervalTop=, max=
    "BoxPlot": Component(
        "block",
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
        holds=_REFERENCES,
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
        is_rare=True,
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

# Rows of how much goes from one thing to another.
_LINK_COLUMNS = ("data", "sourceCol", "targetCol", "valueCol")
_LINKS: Mapping[str, Attribute] = {
    "data": "query",
    "sourceCol": "column",
    "targetCol": "column",
    "valueCol": "column",
    "fmt": FORMATS,
    "date": "column",
    "whole": "flag",
    "title": "text",
    "empty": "text",
}

COMPONENTS: Mapping[str, Component] = {
    # Numbers in sentences
    # A metric, or the column of a query's first row
    "Value": Component(
        "inline",
        {"metric": "metric", "data": "query", "column": "column", "fmt": FORMATS},
        one_of=(("metric",), ("data", "column")),
    ),
    "Delta": Component("inline", {"metric": "metric"}, ("metric",)),
    "Period": Component("inline"),
    "PreviousPeriod": Component("inline"),
    # data=: a query that has rows here; without=: one that has none
    "When": Component(
        "container",
        {
            "metric": "metric",
            "no": "metric",
            "ever": "metric",
            "never": "metric",
            "data": "query",
            "without": "query",
            "previous": "word",
        },
    ),
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
    # Lines of a query, or of metrics by dimensions; <Column> tags within say how columns look.
    "DataTable": Component(
        "block",
        {
            "data": "query",
            "by": "dimensions",  # with metrics: a line for each value
            "metrics": "metrics",
            "columns": "columns",
            "titles": "texts",
            "rows": "number",  # to a page
            "sort": "word",  # "gmv desc"
            "search": "word",  # always, or with "false" never; else where there are several pages
            "unit": "column",  # says count, money or score of each row's numbers
            "link": "link",  # lines lead to the pages of this column's values
            "rowFilter": "dimension",  # a click on a line filters by it
            "date": "column",  # what the period looks at, where it is not activity_date
            "whole": "flag",  # all days, whatever the period
            "through": "query",  # follows filters that only this query's rows of the same key tell
            "key": "column",
            "totalRow": "flag",
            "title": "text",
            "empty": "text",
        },
        one_of=(("data",), ("by", "metrics")),
        holds=("Column",),
    ),
    "Column": Component(
        "block",
        {
            "id": "shown",
            "title": "text",
            "description": "text",
            "fmt": FORMATS,
            "contentType": ("colorscale", "bar", "delta", "link"),
            "downIsGood": "flag",  # of a delta
        },
        ("id",),
        inside="DataTable",
    ),
    # A table of two dimensions with coloured cells: metric=, or value= of data=
    "Heatmap": Component(
        "block",
        {
            "metric": "metric",
            "data": "query",
            "x": "dimension",
            "y": "dimension",
            "value": "column",
            "fmt": FORMATS,
            "date": "column",
            "whole": "flag",
            "title": "text",
            "empty": "text",
        },
        ("x", "y"),
        one_of=(("metric",), ("data", "value")),
    ),
    # Days by colour; a click makes one the period: metric=, or value= by date= of data=
    "CalendarHeatmap": Component(
        "block",
        {
            "metric": "metric",
            "data": "query",
            "date": "column",
            "value": "column",
            "fmt": FORMATS,
            "title": "text",
            "empty": "text",
        },
        one_of=(("metric",), ("data", "date", "value")),
    ),
    # Steps of which fewer and fewer are left: metrics=, or valueCol= by nameCol= of data=
    "FunnelChart": Component(
        "block",
        {
            "metrics": "metrics",
            "data": "query",
            "nameCol": "dimension",
            "valueCol": "column",
            "fmt": FORMATS,
            "date": "column",
            "whole": "flag",
            "title": "text",
            "empty": "text",
        },
        one_of=(("metrics",), ("data", "nameCol", "valueCol")),
    ),
    # A line per cohort, a column per age: value= over of=, each added up first
    "CohortTable": Component(
        "block",
        {
            "data": "query",
            "cohort": "column",  # a month, or a word
            "age": "column",
            "value": "column",
            "of": "column",
            "fmt": FORMATS,
            "ageTitle": "text",
            "ofTitle": "text",
            "date": "column",
            "whole": "flag",
            "title": "text",
            "empty": "text",
        },
        ("data", "cohort", "age", "value"),
    ),
    # Provinces as squares about where they lie: metric=, or value= by areaCol= of data=
    "AreaMap": Component(
        "block",
        {
            "metric": "metric",
            "by": "dimension",
            "data": "query",
            "areaCol": "dimension",
            "value": "column",
            "map": ("thailand", "brazil"),  # else the one that knows most of the values
            "rows": "number",  # of the list beside it; 0 where a table stands there
            "fmt": FORMATS,
            "date": "column",
            "whole": "flag",
            "title": "text",
            "empty": "text",
        },
        one_of=(("metric",), ("data", "areaCol", "value")),
    ),
    # What changed most since the period before; volume= tells how often from how much each
    "Changes": Component(
        "block",
        {
            "metric": "metric",
            "by": "dimensions",
            "rows": "number",
            "volume": "metric",
            "title": "text",
            "empty": "text",
        },
        ("metric", "by"),
    ),
    # Charts that few pages use
    "SankeyDiagram": Component("block", {**_LINKS, "sides": "flag"}, _LINK_COLUMNS, is_rare=True),
    "NetworkGraph": Component("block", {**_LINKS, "limit": "number"}, _LINK_COLUMNS, is_rare=True),
    "Treemap": Component(
        "block",
        {
            "metric": "metric",
            "by": "dimensions",  # areas within areas
            "data": "query",
            "nameCol": "dimension",
            "valueCol": "column",
            "fmt": FORMATS,
            "date": "column",
            "whole": "flag",
            "title": "text",
            "empty": "text",
        },
        one_of=(("metric", "by"), ("data", "nameCol", "valueCol")),
        is_rare=True,
    ),
    # Layout
    "Grid": Component("container", {"cols": "number"}, is_static=True),
    "Details": Component("container", {"title": "text"}, ("title",), is_static=True),
    "Alert": Component(
        "container", {"status": ("info", "success", "warning", "danger")}, is_static=True
    ),
    "Tabs": Component("container"),
    "Tab": Component("container", {"label": "text"}, ("label",), inside="Tabs"),
    # Of a page with one file per product, campaign …: what the list of them says of this one
    "Entity": Component("inline", {"column": "word"}, is_static=True),
}


def items(value: str) -> list[str]:
    """The items of a list attribute."""
    return [item.strip() for item in value.split(",")]
