"""The panel that says what a number rests on, in a real browser from file://."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.conftest import open_page, unfold
from tests.conftest import Shop


def test_every_tile_and_chart_says_what_it_rests_on(browser: Browser, simulated_shop: Shop) -> None:
    opened = open_page(browser, simulated_shop.settings.site / "index.html", 390)
    page = opened.page
    unfold(page)
    tiles = page.locator(".bigvalue").count()
    assert tiles > 0
    assert page.locator(".bigvalue > button.about").count() == tiles
    charts = page.locator(".linechart, .barchart, .breakdown.component").all()
    assert all(chart.locator("> button.about").count() == 1 for chart in charts)
    # Nothing of it is loaded before somebody asks.
    assert not [url for url in opened.requests if "trust.js" in url]

    lineage = json.loads((simulated_shop.settings.publish / "lineage.json").read_text())
    page.get_by_role("button", name="About this number: Blended ROAS").press("Enter")
    panel = page.get_by_role("dialog")
    page.wait_for_selector("dialog[data-tables]")
    assert page.locator("dialog").get_attribute("data-tables") == "rpt_executive__daily"
    table = lineage["tables"]["rpt_executive__daily"]
    said = panel.inner_text()
    metrics = json.loads((simulated_shop.settings.publish / "metrics.json").read_text())
    metric = next(m for m in metrics if m["name"] == "blended_roas")
    for part in (metric["description"], metric["defined_in"], table["grain"]):
        assert part in said
    panel.locator("summary").first.click()
    assert panel.locator("pre").first.inner_text().strip() == table["sql"]
    shown = panel.locator(".trust-tests li").all_inner_texts()
    assert len(shown) == len(table["tests"])
    for test in table["tests"]:
        assert any(lineage["tests"][test]["name"] in line for line in shown)
    assert panel.locator("tbody tr").count() == len(table["sources"])
    for source in table["sources"]:
        assert lineage["sources"][source]["last_file"] in panel.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert "Blended ROAS" in page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert opened.wrong == []
    page.context.close()


def test_a_site_whose_trust_script_is_missing_says_so(
    browser: Browser, simulated_shop: Shop, tmp_path: Path
) -> None:
    settings = replace(simulated_shop.settings, data=tmp_path)
    shutil.copytree(simulated_shop.settings.site, settings.site)
    (settings.site / "assets" / "trust.js").unlink()
    page = open_page(browser, settings.site / "index.html", 1280).page
    page.locator("button.about").first.click()
    page.get_by_text("assets/trust.js is missing").wait_for()
    page.context.close()
