"""What a page weighs until its first view: a phone on a slow line waits for all of it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from reports.render.components import COMPONENTS
from reports.render.page import Page
from tests.browser.conftest import open_page
from tests.browser.sources import SOURCES, files_of, name_of
from tests.conftest import Shop

# Pages with charts that come in a script of their own, after the first view.
WITH_RARE = [
    source for source in SOURCES if any(COMPONENTS[use.tag.name].is_rare for use in source.uses)
]
LIMIT = 300_000  # bytes, compressed as a server would


def weight(page: Path) -> int:
    """A page's own file, and the scripts and styles that it names; rows that come later are not."""
    text = page.read_text(encoding="utf-8")
    beside = re.findall(r'<(?:script src|link rel="stylesheet" href)="([^"?]+)', text)
    files = [page, *(page.parent / name for name in beside)]
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


def in_sight(browser: Browser, page: Path, width: int) -> list[str]:
    """The page's components that are seen before the reader scrolls."""
    opened = open_page(browser, page, width)
    found: list[str] = opened.page.evaluate(
        """[...document.querySelectorAll("[data-component]")]
            .filter((place) => {
                const { top, width } = place.getBoundingClientRect();
                return width > 0 && top < innerHeight;
            })
            .map((place) => place.dataset.component)"""
    )
    opened.page.context.close()
    return found


@pytest.mark.parametrize("source", SOURCES, ids=name_of)
def test_a_page_is_light(shop: Shop, source: Page) -> None:
    for shown in files_of(source, shop.settings.publish):
        assert weight(shop.settings.site / f"{shown.slug}.html") <= LIMIT


@pytest.mark.parametrize("source", WITH_RARE, ids=name_of)
def test_what_comes_later_is_not_in_the_first_view(
    browser: Browser, shop: Shop, source: Page
) -> None:
    """Scripts that are not weighed bring nothing that the reader sees at once."""
    rare = {use.tag.name for use in source.uses if COMPONENTS[use.tag.name].is_rare}
    for shown in files_of(source, shop.settings.publish):
        for width in (390, 1280):
            found = in_sight(browser, shop.settings.site / f"{shown.slug}.html", width)
            assert found
            assert rare.isdisjoint(found)
