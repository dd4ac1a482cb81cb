"""What the client needs of a page: its rows, its metrics, where measures are, and its words.

The page's JSON is
`{"slug", "root", "period", "metrics": [...], "tables": {query: packed},
"sources": {query: published table},
"lazy": {query: {"file", "rows", "columns": {name: kind}}}, "homes": {measure: [query, ...]},
"links": {key: {value: file}}, "words": file, "rare": file}`.
A lazy table is a script beside the page that puts it into `window.taladData["<query>"]`; the words
(English: Thai) are one that puts them into `window.taladData["/words"]`, for who reads Thai; `rare`
is told where charts stand on the page that few pages use.
Files are told from the page's own folder; `root` leads from there to the site's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reports.render.components import COMPONENTS, items
from reports.render.errors import nearest
from reports.render.pack import PackError, pack
from reports.render.page import Page, Query, Use
from reports.render.queries import Published, QueryError
from reports.render.words import dictionary

DAY = "activity_date"
WORLDS = "worlds"  # the query of the shops: nothing can be drawn without it
RARE = "assets/talad-rare.js"
Tables = dict[str, dict[str, Any]]  # packed, by query


@dataclass(frozen=True)
class Site:
    """What all pages of a folder share."""

    metrics: Mapping[str, dict[str, Any]]
    # Of each kind of entity (its key's name) the file of each, from the site's folder.
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class PageData:
    """The page's JSON, and its lazy tables as scripts by file name."""

    json: dict[str, Any]
    scripts: dict[str, str]

    def put_beside(self) -> bool:
        """Make the largest table lazy that is not yet; False where there is none to put."""
        tables: Tables = self.json["tables"]
        sizes = {name: len(as_json(table)) for name, table in tables.items() if name != WORLDS}
        if not sizes:
            return False
        name = max(sizes, key=lambda query: (sizes[query], query))
        table = tables.pop(name)
        told, file, script = _beside(self.json["slug"], self.json["root"], name, table)
        self.json["lazy"][name] = told
        self.scripts[file] = script
        return True


def page_data(
    page: Page, slug: str, published: Published, site: Site, parameters: Mapping[str, str]
) -> PageData:
    """Fetch, check and pack. Raises PageError with the line of what is wrong."""
    tables = _tables(page, published, parameters)
    columns = {name: _kinds(table) for name, table in tables.items()}
    used: dict[str, dict[str, Any]] = {}
    homes: dict[str, list[str]] = {}
    linked: dict[str, dict[str, str]] = {}
    texts: list[str] = []
    root = "../" * slug.count("/")
    for use in page.uses:
        for kind, value in _values(use):
            if kind == "metric":
                metric = _known(page, use, "metric", value, site.metrics)
                used[value] = metric
                for measure in metric["measures"]:
                    homes[measure] = _homes(page, use, value, measure, columns)
            elif kind == "query":
                _known(page, use, "query", value, tables)
            elif kind in ("column", "dimension"):
                _check_column(page, use, kind, value, columns)
            elif kind == "shown":
                _check_shown(page, use, value, columns)
            elif kind == "link":
                data = _check_column(page, use, "column", value, columns)
                files = _known(page, use, "page of each", value, site.links)
                words = tables[data]["columns"][value].get("words", [])
                linked.setdefault(value, {}).update(
                    {word: root + files[word] for word in words if word in files}
                )
            elif kind == "text":
                texts.append(value)
    metrics = [used[name] for name in sorted(used)]
    texts += [metric[part] for metric in metrics for part in ("label", "description")]
    texts += [word for name in ("ui", "dimensions") for word in page.words.common.get(name, {})]
    texts += _words_of_rows(page, tables)
    lazy, scripts = _lazy(page, slug, root, tables)
    file = f"assets/words/{slug}.js"
    scripts[file] = script_of("/words", dictionary(page.words, page.name, texts))
    words = _versioned(root, file, scripts[file])
    said = {
        "slug": slug,
        "root": root,
        "period": page.front.get("period", "30D"),
        "metrics": metrics,
        "homes": homes,
        "sources": {
            name: published.source(page.queries[name].sql, _bound(page.queries[name], parameters))
            for name in tables
        },
        "links": linked,
        "lazy": lazy,
        "words": words,
        "tables": {name: table for name, table in tables.items() if name not in lazy},
    }
    if any(COMPONENTS[use.tag.name].is_rare for use in page.uses):
        said["rare"] = f"{root}{RARE}"
    return PageData(said, scripts)


def _words_of_rows(page: Page, tables: Tables) -> set[str]:
    """The words of the page's rows that are Talad's own: payment methods, stages, provinces …
    A map names places that have no rows too."""
    known = page.words.common.get("values", {})
    if any(use.tag.name == "AreaMap" for use in page.uses):
        return set(known)
    columns = [column for table in tables.values() for column in table["columns"].values()]
    return {word for column in columns for word in column.get("words", []) if word in known}


def _tables(page: Page, published: Published, parameters: Mapping[str, str]) -> Tables:
    tables = {}
    for query in page.queries.values():
        if page.entities and query.name == page.entities.query:
            continue  # the list of all entities is not a part of each one's page
        try:
            tables[query.name] = pack(published.fetch(query.sql, _bound(query, parameters)))
        except (QueryError, PackError) as error:
            raise page.error(query.line, f"query {query.name}: {error}") from None
    return tables


def _bound(query: Query, parameters: Mapping[str, str]) -> dict[str, str]:
    return {name: parameters.get(name, "") for name in query.parameters}


def _kinds(table: Mapping[str, Any]) -> dict[str, str]:
    return {name: column["kind"] for name, column in table["columns"].items()}


def _values(use: Use) -> list[tuple[str, str]]:
    """What a component's attributes name, one at a time: `metrics` are several of kind metric."""
    found = []
    for name, value in use.tag.attributes.items():
        kind = COMPONENTS[use.tag.name].attributes[name]
        if isinstance(kind, tuple) or (kind == "target" and _is_number(value)):
            continue
        if kind == "target":
            kind = "metric"
        if kind in ("metrics", "columns", "dimensions", "texts"):
            found += [(kind.removesuffix("s"), item) for item in items(value)]
        else:
            found.append((kind, value))
    if use.tag.attributes.get("contentType") == "link":
        found.append(("link", use.tag.attributes["id"]))
    return found


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _known(page: Page, use: Use, what: str, name: str, known: Mapping[str, Any]) -> Any:
    if name not in known:
        raise page.error(use.line, f"there is no {what} {name}{nearest(name, known)}")
    return known[name]


def _check_column(
    page: Page, use: Use, kind: str, name: str, columns: Mapping[str, Mapping[str, str]]
) -> str:
    """Tells the query that the column is of; none for a dimension of the whole page."""
    data = (use.around if use.tag.name == "Column" and use.around else use.tag).attributes.get(
        "data"
    )
    if data is not None:
        _known(page, use, "query", data, columns)
        if name not in columns[data]:
            hint = nearest(name, columns[data])
            raise page.error(use.line, f"query {data} has no column {name}{hint}")
        return data
    if kind == "column":
        raise page.error(use.line, f"<{use.tag.name}> needs data to have a column {name}")
    texts = {
        column: kind
        for table in columns.values()
        for column, kind in table.items()
        if kind == "text"
    }
    _known(page, use, "dimension", name, texts)
    return ""


def _check_shown(page: Page, use: Use, name: str, columns: Mapping[str, Mapping[str, str]]) -> None:
    """What a <Column> is of has to be in the table around it."""
    around = use.around.attributes if use.around else {}
    if "data" in around:
        _check_column(page, use, "column", name, columns)
    else:
        own = items(around.get("by", "")) + items(around.get("metrics", ""))
        _known(page, use, "column", name, dict.fromkeys(own))


def _homes(
    page: Page, use: Use, metric: str, measure: str, columns: Mapping[str, Mapping[str, str]]
) -> list[str]:
    """The queries of the page that hold a measure by day: the client takes one that can answer."""
    holding = [
        name
        for name, table in columns.items()
        if table.get(measure) == "number" and table.get(DAY) == "date"
    ]
    if not holding:
        raise page.error(
            use.line,
            f"metric {metric} needs the measure {measure}, which no query selects with its {DAY}",
        )
    return holding


def _lazy(
    page: Page, slug: str, root: str, tables: Tables
) -> tuple[dict[str, Any], dict[str, str]]:
    """What is told of lazy tables in the page, and the scripts that hold them."""
    told, scripts = {}, {}
    for query in page.queries.values():
        if query.is_lazy and query.name in tables:
            told[query.name], file, script = _beside(slug, root, query.name, tables[query.name])
            scripts[file] = script
    return told, scripts


def _beside(
    slug: str, root: str, query: str, table: Mapping[str, Any]
) -> tuple[dict[str, Any], str, str]:
    """What is told in the page of a table beside it, the table's file and the script in that."""
    script = script_of(query, table)
    file = f"assets/data/{slug}.{query}.js"
    told = {
        "file": _versioned(root, file, script),
        "rows": table["rows"],
        "columns": _kinds(table),
    }
    return told, file, script


def _versioned(root: str, file: str, script: str) -> str:
    """The content's hash keeps a browser from pairing a new page with an older script."""
    return f"{root}{file}?{hashlib.sha256(script.encode()).hexdigest()[:8]}"


def script_of(key: str, content: Any) -> str:
    """A script that hands the client some data; it works from file://, where nothing is fetched."""
    return f"(window.taladData??={{}})[{as_json(key)}]={as_json(content)};\n"


def as_json(data: Any) -> str:
    """JSON that no text in it can end: data of files is never markup."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
