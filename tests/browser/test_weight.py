"""What a page weighs until its first view: a phone on a slow line waits for all of it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from reports.render.page import Page
from tests.browser.sources import SOURCES, files_of, name_of
from tests.conftest import Shop

LIMIT = 300_000  # bytes, compressed as a server would


def weight(page: Path) -> int:
    """A page's own file, and the scripts and styles that it names; rows that come later are not."""
    text = page.read_text(encoding="utf-8")
    beside = re.findall(r'<(?:script src|link rel="stylesheet" href)="([^"?]+)', text)
    files = [page, *(page.parent / name for name in beside)]
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


@pytest.mark.parametrize("source", SOURCES, ids=name_of)
def test_a_page_is_light(shop: Shop, source: Page) -> None:
    for shown in files_of(source, shop.settings.publish):
        assert weight(shop.settings.site / f"{shown.slug}.html") <= LIMIT
