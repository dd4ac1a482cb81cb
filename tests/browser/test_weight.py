"""What a page weighs until its first view: a phone on a slow line waits for all of it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from reports.render.page import read_page
from reports.render.site import PAGES
from tests.conftest import Shop

LIMIT = 300_000  # bytes, compressed as a server would


def weight(page: Path) -> int:
    """A page's own file, and the scripts and styles that it names; rows that come later are not."""
    text = page.read_text(encoding="utf-8")
    beside = re.findall(r'<(?:script src|link rel="stylesheet" href)="([^"?]+)', text)
    files = [page, *(page.parent / name for name in beside)]
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


@pytest.mark.parametrize("file", sorted(PAGES.glob("*.md")), ids=lambda file: file.stem)
def test_a_page_is_light(shop: Shop, file: Path) -> None:
    page = shop.settings.site / f"{read_page(file).slug}.html"
    assert weight(page) <= LIMIT
