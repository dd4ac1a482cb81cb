"""The digest in a real browser: with the network cut, with scripts and without."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import unfold
from tests.conftest import Shop, talad

LIMIT = 1_000_000


@pytest.fixture(scope="module")
def written(simulated_shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The digest and its PDF, from a copy of what the shop has published and rendered."""
    data = tmp_path_factory.mktemp("digest")
    for part in ("publish", "site"):
        shutil.copytree(simulated_shop.settings.data / part, data / part)
    said = talad("digest", "--pdf", "--data", data, key_file=simulated_shop.settings.key_file)
    assert said.returncode == 0, said.stdout + said.stderr
    [html] = (data / "digest").glob("*.html")
    return html


def test_the_digest_opens_alone_offline_and_small(browser: Browser, written: Path) -> None:
    assert written.stat().st_size < LIMIT
    context = browser.new_context(viewport={"width": 390, "height": 900}, offline=True)
    page = context.new_page()
    wrong: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(written.as_uri())
    page.wait_for_selector("html[data-complete]")
    assert not page.locator(".headline").is_visible()
    assert page.locator(".linechart svg path").count() > 3
    page.locator("button.about").first.click()
    page.wait_for_selector("dialog[data-tables]")
    assert page.locator(".trust-tests li").count() > 0
    page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    # On paper a chart takes the width of its card, whatever screen it was drawn for.
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.set_viewport_size({"width": 700, "height": 900})
    page.emulate_media(media="print")
    charts = [chart for chart in page.locator(".chart").all() if chart.is_visible()]
    assert charts
    for chart in charts:
        card, drawing = chart.bounding_box(), chart.locator("svg").first.bounding_box()
        assert card and drawing
        assert drawing["width"] > 0.95 * card["width"] > 500
        assert drawing["height"] > 100
    assert wrong == []
    assert asked == [written.as_uri()]
    context.close()


def test_without_scripts_the_tiles_stand_as_text(browser: Browser, written: Path) -> None:
    with_scripts = browser.new_context(offline=True).new_page()
    with_scripts.goto(written.as_uri())
    with_scripts.wait_for_selector("html[data-complete]")
    unfold(with_scripts)
    drawn = {}
    for tile in with_scripts.locator(".bigvalue").all():
        metric = json.loads(tile.get_attribute("data-attributes") or "")["metric"]
        exact = tile.locator(".tile-exact").text_content() or ""
        shown = tile.locator(".tile-value").text_content() or ""
        if not exact.endswith("."):  # a sentence that says why there is no value
            drawn[metric] = digits(exact or shown)
    with_scripts.context.close()

    without = browser.new_context(offline=True, java_script_enabled=False).new_page()
    without.goto(written.as_uri())
    assert without.locator(".headline").is_visible()
    told = {
        row.get_attribute("data-metric"): digits(row.locator("td").inner_text())
        for row in without.locator(".headline tr").all()
    }
    without.context.close()
    assert len(told) > 8
    assert {name: value for name, value in drawn.items() if name in told} == told


def digits(text: str) -> str:
    """A number without its unit: ฿1.50K is never compared, only what has every digit."""
    return re.sub(r"[^0-9.-]", "", text)


def test_the_pdf_is_of_the_drawn_page(written: Path) -> None:
    pdf = written.with_suffix(".pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    # The text that stands there before the scripts have run fills one page.
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 1
