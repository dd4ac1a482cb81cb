"""Everybody can read and steer the pages: axe-core's rules, and the keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from reports.render.page import Page as Source
from reports.render.site import PAGES
from tests.browser.conftest import open_page, unfold
from tests.browser.sources import SOURCES, files_of, name_of
from tests.conftest import Shop

AXE = PAGES.parent / "client" / "node_modules" / "axe-core" / "axe.min.js"


def first_file(shop: Shop, source: Source) -> Path:
    shown = files_of(source, shop.settings.publish)
    assert shown, f"the simulated shop has nothing for {source.name}"
    return shop.settings.site / f"{shown[0].slug}.html"


def faults(page: Page) -> list[str]:
    """What axe-core holds to be serious or critical, each with an element that it found it in."""
    # Read as a script of the debugger's: the page's own policy lets no script of others in.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # Of what is well it tells one element each: to list them all takes most of its time.
    result: dict[str, list[dict[str, Any]]] = page.evaluate(
        "axe.run(document, {resultTypes: ['violations']})"
    )
    assert len(result["passes"]) > 10, "axe-core has looked at nothing"
    found = result["violations"]
    return [
        f"{rule['id']}: {node['target']}: {node['failureSummary']}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"][:3]
    ]


@pytest.mark.parametrize("look", ["light en 1280", "dark th 390"])
@pytest.mark.parametrize("source", SOURCES, ids=name_of)
def test_axe_finds_no_serious_fault(
    browser: Browser, simulated_shop: Shop, source: Source, look: str
) -> None:
    scheme, language, width = look.split()
    page = open_page(
        browser, first_file(simulated_shop, source), int(width), f"#lang={language}"
    ).page
    page.evaluate(
        """scheme => {
            document.documentElement.dataset.theme = scheme;
            dispatchEvent(new Event('hashchange'));
        }""",
        scheme,
    )
    unfold(page)
    assert faults(page) == []
    page.context.close()


@pytest.mark.parametrize("source", SOURCES, ids=name_of)
def test_the_keyboard_reaches_every_control(
    browser: Browser, simulated_shop: Shop, source: Source
) -> None:
    page = open_page(browser, first_file(simulated_shop, source), 1280).page
    wanted = page.evaluate(
        """() => {
            const all = [...document.querySelectorAll('button, select, input, a[href], summary')]
                .filter(e => e.checkVisibility() && !e.disabled && e.tabIndex >= 0);
            all.forEach((e, at) => { e.dataset.test = at });
            return all.length;
        }"""
    )
    reached = set()
    page.locator("body").focus()
    for _ in range(wanted * 2 + 20):  # a date has three stops
        page.keyboard.press("Tab")
        at = page.evaluate("document.activeElement?.dataset.test")
        if at is not None:
            reached.add(int(at))
        if len(reached) == wanted:
            break
    missed = page.evaluate(
        "at => at.map(i => document.querySelector(`[data-test='${i}']`).outerHTML.slice(0, 120))",
        sorted(set(range(wanted)) - reached),
    )
    assert missed == []
    page.context.close()
