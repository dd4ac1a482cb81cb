"""Renders all pages into a folder that opens from file://."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2

from reports.render.components import COMPONENTS
from reports.render.errors import PageError, nearest
from reports.render.pack import PackError, pack
from reports.render.page import Page, read_page
from reports.render.queries import Published, QueryError
from reports.render.trust import trust, trust_script

HERE = Path(__file__).resolve().parent
PAGES = HERE.parent / "pages"
THEME = HERE.parent / "theme" / "talad.css"
CLIENT = HERE.parent / "client" / "dist" / "talad.js"

__all__ = ["PageError", "render_site"]

Report = Callable[[int, int, str], None]


def render_site(
    publish: Path,
    site: Path,
    report: Report = lambda done, total, what: None,
    pages: Path = PAGES,
) -> list[Path]:
    """Render every page of `pages` over the tables in `publish`; tells the files.

    Raises PageError, or OSError where nothing is published or the client is not built.
    """
    if not CLIENT.exists():
        raise FileNotFoundError(f"the pages' client is not built ({CLIENT}); run `make setup`")
    metrics = {m["name"]: m for m in json.loads((publish / "metrics.json").read_text())}
    written = sorted((read_page(p) for p in pages.glob("*.md")), key=_order)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=True, undefined=jinja2.StrictUndefined
    )
    template = environment.get_template("layout.html")
    published = Published(publish)
    assets = site / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    _write(assets / "talad.css", THEME.read_bytes())
    for script in CLIENT.parent.glob("*.js"):
        _write(assets / script.name, script.read_bytes())
    files = []
    read: set[str] = set()
    try:
        for done, page in enumerate(written, start=1):
            data = _data(page, published, metrics)
            read.update(data["sources"].values())
            text = template.render(
                page=page,
                pages=written,
                data=_script_json(data),
                metrics=data["metrics"],
                client=_bundle(page),
            )
            files.append(site / f"{page.slug}.html")
            _write(files[-1], text.encode())
            report(done, len(written), page.title)
    finally:
        published.close()
    _write(assets / "trust.js", trust_script(trust(publish, read)))
    for stale in set(site.glob("*.html")) - set(files):
        stale.unlink()
    return files


def _bundle(page: Page) -> str:
    """The client, with more charts where the page uses one of those."""
    is_rare = any(COMPONENTS[use.tag.name].is_rare for use in page.uses)
    return "talad-rare.js" if is_rare else "talad.js"


def _order(page: Page) -> tuple[int, str]:
    return int(page.front.get("order", 99)), page.title


def _data(page: Page, published: Published, metrics: dict[str, Any]) -> dict[str, Any]:
    """Everything that the client needs of a page: its rows, its metrics, and where measures are."""
    tables, sources = {}, {}
    for query in page.queries.values():
        try:
            tables[query.name] = pack(published.fetch(query.sql))
            sources[query.name] = published.source(query.sql)
        except (QueryError, PackError) as error:
            raise page.error(query.line, f"query {query.name}: {error}") from None
    used: dict[str, Any] = {}
    homes: dict[str, list[str]] = {}
    for use in page.uses:
        for kind, value in _values(page, use.tag.name, use.tag.attributes):
            if kind == "query" and value not in tables:
                raise page.error(use.line, f"there is no query {value}{nearest(value, tables)}")
            if kind != "metric":
                continue
            if value not in metrics:
                raise page.error(use.line, f"there is no metric {value}{nearest(value, metrics)}")
            used[value] = metrics[value]
            for measure in metrics[value]["measures"]:
                homes[measure] = _homes(page, use.line, value, measure, tables)
    return {
        "tables": tables,
        "sources": sources,
        "metrics": list(used.values()),
        "homes": homes,
        "period": page.front.get("period", "30D"),
    }


def _values(page: Page, component: str, attributes: dict[str, str]) -> list[tuple[str, str]]:
    """The metrics and queries that a component's attributes name."""
    kinds = COMPONENTS[component].attributes
    found = []
    for name, value in attributes.items():
        if kinds[name] == "metrics":
            found += [("metric", part.strip()) for part in value.split(",")]
        elif kinds[name] in ("metric", "query"):
            found.append((str(kinds[name]), value))
        elif kinds[name] == "target" and not _is_number(value):
            found.append(("metric", value))
    return found


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _homes(page: Page, line: int, metric: str, measure: str, tables: dict[str, Any]) -> list[str]:
    """The queries of the page that hold a measure, each with other dimensions."""
    holding = [name for name, table in tables.items() if measure in table["columns"]]
    if holding:
        return holding
    raise page.error(line, f"metric {metric} needs the measure {measure}, which no query selects")


def _script_json(data: Any) -> str:
    """JSON that no text in it can end: data of files is never markup."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _write(target: Path, content: bytes) -> None:
    if target.exists() and target.read_bytes() == content:
        return
    temporary = target.with_name(f".{target.name}.tmp")
    temporary.write_bytes(content)
    shutil.move(temporary, target)
