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

FORMATS = ("money", "count", "percent", "ratio", "days", "score")
GRAINS = ("day", "week", "month", "quarter")


@dataclass(frozen=True)
class Component:
    """Where a component may stand and what it takes."""

    kind: Kind
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    is_static: bool = False  # drawn by the renderer alone
    is_rare: bool = False  # its pages load the bundle with more charts
    one_of: tuple[tuple[str, ...], ...] = ()  # attributes of which one set is needed
    inside: str = ""  # the component that it stands in
    holds: str = ""  # what a block may enclose, if anything


# Rows of how much goes from one thing to another.
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
            "totalRow": "flag",
            "title": "text",
            "empty": "text",
        },
        one_of=(("data",), ("by", "metrics")),
        holds="Column",
    ),
    "Column": Component(
        "block",
        {
            "id": "word",  # a column of data, a metric or a dimension
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
    "SankeyDiagram": Component("block", _LINKS, ("data",), is_rare=True),
    "NetworkGraph": Component("block", {**_LINKS, "limit": "number"}, ("data",), is_rare=True),
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
}
