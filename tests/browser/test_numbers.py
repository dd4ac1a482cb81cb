"""Every number on every page equals SQL over the published tables, under random filters.

Pages are found, not listed: a page that is added tomorrow is checked the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser

from reports.render.page import Page
from tests.browser.conftest import drawn, everything_told, open_page, unfold
from tests.browser.oracle import Oracle
from tests.browser.sources import SOURCES, files_of, name_of
from tests.conftest import Shop, deep

PRESETS = ("today", "7D", "30D", "MTD", "QTD", "YTD", "all")


@dataclass(frozen=True)
class World:
    """A shop in one currency, as a page's query `worlds` holds it."""

    id: str
    first: date
    last: date


def worlds_of(oracle: Oracle) -> list[World]:
    if "worlds" not in oracle.tables:
        return []
    rows = oracle.tables["worlds"].to_pylist()
    return [World(row["world_id"], row["first_date"], row["last_date"]) for row in rows]


def states(oracle: Oracle, chance: Random, count: int) -> Iterator[dict[str, Any]]:
    """Random addresses of a page: a shop, days, a comparison, and up to three filters."""
    worlds = worlds_of(oracle)
    dimensions = oracle.dimensions()
    for at in range(count):
        state: dict[str, Any] = {}
        if worlds:
            world = worlds[at % len(worlds)]
            state["shop"] = world.id
            state["period"] = chance.choice([*PRESETS, "custom", "custom"])
            if state["period"] == "custom":
                days = (world.last - world.first).days
                start = world.first + timedelta(chance.randint(0, days))
                stop = start + timedelta(chance.randint(0, (world.last - start).days))
                state |= {"from": start.isoformat(), "to": stop.isoformat()}
            if chance.random() < 0.3:
                state["compare"] = "year"
        if at and dimensions:  # the first is the page as it opens
            for name in chance.sample(
                sorted(dimensions), min(len(dimensions), chance.randint(0, 3))
            ):
                words = dimensions[name]
                state[f"f.{name}"] = chance.sample(words, min(len(words), chance.choice([1, 1, 2])))
        yield state


@pytest.mark.parametrize("source", SOURCES, ids=name_of)
def test_every_number_equals_sql_under_random_filters(
    browser: Browser, shop: Shop, source: Page
) -> None:
    publish, site = shop.settings.publish, shop.settings.site
    chance = Random(source.name)
    for shown in files_of(source, publish):
        oracle = Oracle(publish, source, shown.parameters)
        page = open_page(browser, site / f"{shown.slug}.html", 1280).page
        unfold(page)
        checked = 0
        count = max(deep(10, 200), len(worlds_of(oracle)) + 1)  # each world once, at least
        for state in states(oracle, chance, count):
            fragment = urlencode(state, doseq=True)
            page.evaluate("hash => { location.hash = hash }", fragment)
            page.wait_for_function("hash => location.hash.slice(1) === hash", arg=fragment)
            drawn(page)
            for part in everything_told(page):
                for number in part["numbers"]:
                    oracle.check(number, f"{shown.slug}, {state}, {part['component']}")
                    checked += 1
        page.context.close()
        if any(use.tag.attributes.keys() & {"metric", "metrics"} for use in source.uses):
            assert checked > 0, "the page shows metrics, but tells of none"
