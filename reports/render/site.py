"""Renders all pages into a folder that opens from file://."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from reports.render.data import PageData, Site, as_json, page_data, script_of
from reports.render.entities import Entity, entities_of, value_of
from reports.render.errors import PageError, SiteError, nearest
from reports.render.page import Page, fill_page_links, read_page
from reports.render.queries import Published
from reports.render.search import entity_entries, page_entry
from reports.render.tags import fill_entity_marks
from reports.render.trust import trust, trust_script
from reports.render.words import load

HERE = Path(__file__).resolve().parent
PAGES = HERE.parent / "pages"
THAI = HERE.parent / "i18n" / "th.yml"
THEME = HERE.parent / "theme" / "talad.css"
CLIENT = HERE.parent / "client" / "dist"
FIRST = "index.html"
LIMIT = 300_000  # bytes to a page's first view: what is above comes after it

__all__ = ["AudienceError", "PageError", "SiteError", "read_pages", "render_site"]

Report = Callable[[int, int, str], None]


class AudienceError(SiteError):
    """No page is meant for an audience; the message is one line."""


@dataclass(frozen=True)
class Planned:
    """A file that will be written: a page, or a page of one entity."""

    page: Page
    slug: str
    entity: Entity | None = None

    @property
    def file(self) -> str:
        return f"{self.slug}.html"


def read_pages(pages: Path = PAGES, thai: Path = THAI) -> list[Page]:
    """Every page in the order of the menu. Raises PageError, WordsError."""
    words = load(thai)
    read = [read_page(path, pages, words) for path in sorted(pages.rglob("*.md"))]
    return sorted(read, key=lambda page: (int(page.front.get("order", 99)), page.title))


def render_site(
    publish: Path,
    site: Path,
    report: Report = lambda done, total, what: None,
    pages: Path = PAGES,
    *,
    audience: str | None = None,
    thai: Path = THAI,
) -> list[Path]:
    """Render every page of `pages` over the tables in `publish`; tells the pages' files.

    With an audience the folder holds its pages alone, with their tables, words and search. Raises
    PageError, AudienceError, WordsError, or OSError where nothing is published or the client is not
    built.
    """
    scripts = sorted(CLIENT.glob("*.js"))
    if not scripts:
        raise FileNotFoundError(f"the pages' client is not built ({CLIENT}); run `make setup`")
    metrics = {m["name"]: m for m in json.loads((publish / "metrics.json").read_text())}
    written = read_pages(pages, thai)
    for page in written:
        check_links(page, written)
    linked = [page.entities.key for page in written if page.entities]
    if audience is not None:
        written = _of_audience(written, audience)
    output = Output(site)
    output.write("assets/talad.css", THEME.read_bytes())
    for script in scripts:
        output.write(f"assets/{script.name}", script.read_bytes())
    published = Published(publish)
    try:
        renderer = Renderer(written, published, metrics, output, linked)
        files = renderer.render(report)
    finally:
        published.close()
    output.write("assets/trust.js", trust_script(trust(publish, renderer.read)))
    first = next((file for file in files if file.parent == site), None)
    if first and audience is not None and site / FIRST not in files:
        output.write(FIRST, first.read_bytes())  # the folder opens on its first page
    output.remove_the_rest()
    return files


def _of_audience(pages: list[Page], audience: str) -> list[Page]:
    chosen = [page for page in pages if audience in page.audience]
    if not chosen:
        known = sorted({name for page in pages for name in page.audience})
        raise AudienceError(f"no page is for the audience {audience}; known are {', '.join(known)}")
    return chosen


def check_links(page: Page, pages: list[Page]) -> None:
    known = {name for other in pages if not other.entities for name in (other.name, other.slug)}
    for link in page.links:
        if link.target not in known:
            raise page.error(
                link.line, f"there is no page {link.target}{nearest(link.target, known)}"
            )


class Renderer:
    """Renders planned files into an output."""

    def __init__(
        self,
        pages: list[Page],
        published: Published,
        metrics: Mapping[str, dict[str, Any]],
        output: Output,
        linked: Iterable[str] = (),
    ) -> None:
        """`linked`: keys of entities that pages may name, though their own pages are not here."""
        self.published = published
        self.output = output
        self.read: set[str] = set()  # the published tables behind the pages
        self.menu = [Planned(page, page.slug) for page in pages if not page.entities]
        self.templates = [page for page in pages if page.entities]
        self.entities = {page.name: entities_of(page, published) for page in self.templates}
        links: dict[str, dict[str, str]] = {key: {} for key in linked}
        for page in self.templates:
            if page.entities:
                found = {e.key: f"{e.slug}.html" for e in self.entities[page.name]}
                links.setdefault(page.entities.key, {}).update(found)
        self.site = Site(metrics, links)
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE), autoescape=True, undefined=jinja2.StrictUndefined
        )
        self.layout = environment.get_template("layout.html")
        first = (THEME, CLIENT / "talad.js")
        self._shared = sum(len(gzip.compress(file.read_bytes(), 6)) for file in first)

    def render(self, report: Report) -> list[Path]:
        planned = [*self.menu]
        for page in self.templates:
            planned += [Planned(page, e.slug, e) for e in self.entities[page.name]]
        total = len(planned)
        files, entries, listed = [], [], []
        for done, one in enumerate(planned, start=1):
            said = self.render_one(one)
            files.append(self.output.site / one.file)
            if one.entity is None:
                entries.append(page_entry(one.page, one.file, said["metrics"]))
            report(done, total, one.entity.title if one.entity else one.page.title)
        for page in self.templates:
            listed += entity_entries(page, self.entities[page.name])
            if not self.entities[page.name]:
                # Nothing to show, but what is wrong with the page is told all the same.
                page_data(page, page.slug, self.published, self.site, {})
        search = script_of("/search", {"pages": entries, "entities": listed})
        self.output.write("assets/search.js", search.encode())
        return files

    def render_one(self, one: Planned) -> dict[str, Any]:
        page, entity = one.page, one.entity
        parameters = {page.parameter or "": entity.key} if entity else {}
        data = page_data(page, one.slug, self.published, self.site, parameters)
        self.read.update(data.json["sources"].values())
        text = self._text(one, data)
        while self._weight(text) > LIMIT and data.put_beside():
            text = self._text(one, data)
        for file, script in data.scripts.items():
            self.output.write(file, script.encode())
        self.output.write(one.file, text.encode())
        said: dict[str, Any] = data.json
        return said

    def _weight(self, text: str) -> int:
        """Bytes to a page's first view, compressed as a server would."""
        return self._shared + len(gzip.compress(text.encode(), 6))

    def _text(self, one: Planned, data: PageData) -> str:
        page, entity = one.page, one.entity
        root = data.json["root"]
        hrefs = {
            name: root + other.file
            for other in self.menu
            for name in (other.page.name, other.page.slug)
        }
        body = fill_page_links(page.body, hrefs)
        if entity:
            body = fill_entity_marks(body, lambda column: value_of(entity, column))
        return self.layout.render(
            page=page,
            slug=one.slug,
            section=one.slug.partition("/")[0] if entity else "",
            entity=entity,
            root=root,
            menu=self.menu,
            # Three texts are markup already. The body is the renderer's: markdown-it with HTML
            # switched off, and each value of an author's or a file's escaped where it is put in.
            body=Markup(body),  # noqa: S704
            # as_json writes each < as an escape: nothing in it ends its script or begins a tag.
            data=Markup(as_json(data.json)),  # noqa: S704
            metrics=data.json["metrics"],
            # `say` escapes both languages before it puts its own spans around them.
            say=lambda text, of=page: Markup(of.say(text)),  # noqa: S704
        )


class Output:
    """A folder of rendered files: what has not changed is left alone, what is gone is removed."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self._kept: set[Path] = set()

    def write(self, file: str, content: bytes) -> None:
        target = self.site / file
        self._kept.add(target)
        if target.exists() and target.read_bytes() == content:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.tmp")
        temporary.write_bytes(content)
        shutil.move(temporary, target)

    def remove_the_rest(self) -> None:
        """Remove pages and data that an earlier rendering left."""
        stale = {*self.site.rglob("*.html"), *(self.site / "assets").rglob("*.js")} - self._kept
        for path in stale:
            path.unlink()
        for folder in sorted({path.parent for path in stale}, reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()
