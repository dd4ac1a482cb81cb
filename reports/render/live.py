"""A site that follows its sources while somebody writes them: what has changed is rendered again.

A page is rendered alone where nothing but its text has changed; what other pages depend on (titles,
translations, the layout, the published tables) renders all of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reports.render import site as whole
from reports.render.page import Page, read_page
from reports.render.queries import Published
from reports.render.words import load

Seen = Mapping[Path, tuple[int, int]]  # when a file was written last, and its size


class Live:
    """The pages of `pages` over the tables in `publish`, in the folder `site`."""

    def __init__(
        self, publish: Path, site: Path, pages: Path = whole.PAGES, thai: Path = whole.THAI
    ) -> None:
        self.publish = publish
        self.site = site
        self.pages = pages
        self.thai = thai
        self._published: Published | None = None
        self._written: list[Page] = []
        self._renderer: whole.Renderer | None = None
        self._read: set[str] = set()  # the tables that the site tells of

    def close(self) -> None:
        if self._published is not None:
            self._published.close()
        self._published = self._renderer = None

    def look(self) -> Seen:
        """The files that the site follows from, as they are now."""
        found = {}
        for path in self._sources():
            try:
                stat = path.stat()
            except OSError:
                continue  # an editor is just replacing it
            found[path] = (stat.st_mtime_ns, stat.st_size)
        return found

    def _sources(self) -> Iterable[Path]:
        yield from self.pages.rglob("*.md")
        yield from whole.CLIENT.glob("*.js")
        yield from (self.thai, whole.THEME, whole.HERE / "layout.html")
        yield self.publish / "build.json"  # written last of all that is published

    def render_all(self) -> str:
        """Everything; tells what was done. Raises what `render_site` raises."""
        files = whole.render_site(self.publish, self.site, pages=self.pages, thai=self.thai)
        self.close()
        self._published = Published(self.publish)
        self._written = whole.read_pages(self.pages, self.thai)
        metrics = {m["name"]: m for m in json.loads((self.publish / "metrics.json").read_text())}
        self._renderer = whole.Renderer(
            self._written, self._published, metrics, whole.Output(self.site)
        )
        self._read = {
            self._published.source(query.sql, dict.fromkeys(query.parameters, ""))
            for page in self._written
            for query in page.queries.values()
        }
        return f"{len(files)} pages"

    def update(self, changed: Iterable[Path]) -> str:
        """What follows from some changed files; tells what was done. Raises as `render_all`."""
        changed = set(changed)
        assets = {path for path in changed if path == whole.THEME or path.parent == whole.CLIENT}
        if self._renderer is None or any(
            path.suffix != ".md" or not path.exists() for path in changed - assets
        ):
            return self.render_all()
        again = []
        for path in sorted(changed - assets):
            page = read_page(path, self.pages, load(self.thai))
            place = next((n for n, old in enumerate(self._written) if old.file == page.file), None)
            if place is None or _shared(page) != _shared(self._written[place]):
                return self.render_all()
            whole.check_links(page, self._written)
            self._render(page, self._renderer)
            self._written[place] = page
            if not self._renderer.read <= self._read:
                return self.render_all()  # a table more, of which trust.js has to tell
            again.append(page.file)
        for path in sorted(assets):
            self._renderer.output.write(f"assets/{path.name}", path.read_bytes())
            again.append(path.name)
        return ", ".join(again)

    def _render(self, page: Page, renderer: whole.Renderer) -> None:
        if page.entities:
            for entity in renderer.entities[page.name]:
                renderer.render_one(whole.Planned(page, entity.slug, entity))
        else:
            renderer.render_one(whole.Planned(page, page.slug))


def _shared(page: Page) -> tuple[Any, ...]:
    """What the menu and other pages show of a page."""
    return page.slug, page.front, page.entities
