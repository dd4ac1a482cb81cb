"""Every page that is written, and the files of it that are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reports.render.entities import entities_of
from reports.render.page import Page
from reports.render.queries import Published
from reports.render.site import read_pages

SOURCES = read_pages()


@dataclass(frozen=True)
class Shown:
    """One file of the site; a page per product, campaign … has its parameter."""

    slug: str
    parameters: Mapping[str, str]


def name_of(source: Page) -> str:
    return source.name


def files_of(source: Page, publish: Path) -> list[Shown]:
    """The page's file; of a page per entity the first and the last that there are."""
    if source.entities is None:
        return [Shown(source.slug, {})]
    published = Published(publish)
    found = entities_of(source, published)
    published.close()
    few = [found[0], found[-1]] if len(found) > 1 else found
    return [Shown(one.slug, {source.parameter or "": one.key}) for one in few]
