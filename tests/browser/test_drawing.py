"""What is in sight is drawn first: nobody sees, prints, reads or takes along a page half drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import drawn, everything_told, open_page, unfold
from tests.conftest import Shop

PAGES = ("index", "sales-operations", "products", "fulfilment")
WIDTHS = (390, 1280)

# Chooses another period and goes on at once, before the browser has come to anything else.
AT_ONCE = """(preset, act) => {
    document.querySelector(`[data-period='${preset}']`).click();
    const isDrawing = 'drawing' in document.documentElement.dataset;
    return {isDrawing, said: act()};
}"""
TEXTS = """() => [...document.querySelectorAll('main [data-component]')].map(e => {
    const seen = e.cloneNode(true);
    for (const hidden of seen.querySelectorAll('[hidden]')) hidden.remove();
    return seen.textContent;
})"""
IN_SIGHT = """() => [...document.querySelectorAll('main [data-component]')].flatMap((e, at) => {
    const {top, bottom, width} = e.getBoundingClientRect();
    if (e.querySelector('[data-component]')) return [];  // what stands around others
    return width > 0 && bottom > 0 && top < innerHeight ? [at] : [];
})"""


@pytest.fixture(scope="module", params=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


@pytest.fixture(params=PAGES)
def page(
    request: pytest.FixtureRequest, browser: Browser, simulated_shop: Shop, width: int
) -> Iterator[Page]:
    opened = open_page(browser, simulated_shop.settings.site / f"{request.param}.html", width)
    yield opened.page
    assert opened.wrong == []
    opened.page.context.close()


def at_once(page: Page, preset: str, act: str) -> Any:
    """What `act` gives right after a change, while most of the page is still to be drawn."""
    done = page.evaluate(f"preset => ({AT_ONCE})(preset, {act})", preset)
    assert done["isDrawing"], "all was drawn at once: this shows nothing"
    return done["said"]


def test_what_is_in_sight_is_drawn_before_the_next_frame(page: Page) -> None:
    presets = ("YTD", "7D", "all", "30D")
    height = page.evaluate("document.documentElement.scrollHeight")
    late = 0
    for step, preset in enumerate(presets):
        page.evaluate("top => scrollTo(0, top)", height * step // len(presets))
        drawn(page)
        seen, texts = at_once(page, preset, f"() => [({IN_SIGHT})(), ({TEXTS})()]")
        drawn(page)
        after = page.evaluate(TEXTS)
        assert seen, "nothing is in sight"
        assert [texts[at] for at in seen] == [after[at] for at in seen], (preset, step)
        late += texts != after
    assert late, "all was drawn at once: this shows nothing"


def test_a_page_is_printed_read_and_searched_as_a_whole(page: Page) -> None:
    unfold(page)
    wanted: dict[str, list[str]] = {}
    for preset in ("YTD", "7D"):
        page.locator(f"[data-period='{preset}']").click()
        drawn(page)
        wanted[preset] = page.evaluate(TEXTS)
    assert wanted["YTD"] != wanted["7D"]
    find = "new KeyboardEvent('keydown', {key: 'f', ctrlKey: true})"
    for act in (
        "() => talad.told().length",
        "() => dispatchEvent(new Event('beforeprint'))",
        f"() => dispatchEvent({find})",
        "() => dispatchEvent(new Event('copy'))",
    ):
        for preset in ("YTD", "7D"):
            read = f"() => {{ ({act})(); return ({TEXTS})(); }}"
            assert at_once(page, preset, read) == wanted[preset], act
            assert page.locator("html[data-drawing]").count() == 0
            page.evaluate("dispatchEvent(new Event('afterprint'))")


def test_paper_shows_the_period_that_was_chosen_last(page: Page) -> None:
    """The browser's own printing, and not an event of ours."""
    page.evaluate(
        f"addEventListener('afterprint', () => {{ window.printed = ({TEXTS})(); }}, {{once: true}})"
    )
    page.evaluate("document.querySelector(\"[data-period='all']\").click()")
    page.pdf()
    printed = page.evaluate("window.printed")
    drawn(page)
    assert printed == page.evaluate(TEXTS)


def test_what_is_folded_is_drawn_when_it_is_opened(browser: Browser, simulated_shop: Shop) -> None:
    page = open_page(browser, simulated_shop.settings.site / "index.html", 1280).page
    folded = page.locator("details.details").last
    tiles = folded.locator(".bigvalue")
    assert tiles.count() > 5
    assert not any(folded.locator(".tile-value").all_text_contents()), "drawn, and nobody sees it"
    assert not [
        number["metric"]
        for part in everything_told(page)
        for number in part["numbers"]
        if number.get("metric") == "cost_coverage"
    ], "it is told, and nobody sees it"
    # Before the browser paints what has been opened.
    first = folded.evaluate(
        """async e => {
            e.open = true;
            await null;
            return [...e.querySelectorAll('.tile-value')].map(tile => tile.textContent);
        }"""
    )
    assert all(first)
    folded.evaluate("e => { e.open = false }")
    page.locator("[data-period='YTD']").click()
    drawn(page)
    assert folded.locator(".tile-value").all_text_contents() == first, "drawn, and nobody sees it"
    folded.locator("summary").click()
    now = folded.locator(".tile-value").all_text_contents()
    assert now != first
    page.context.close()
    other = open_page(
        browser, simulated_shop.settings.site / "index.html", 1280, "#period=YTD"
    ).page
    unfold(other)
    assert other.locator("details.details").last.locator(".tile-value").all_text_contents() == now
    other.context.close()


def test_find_reaches_what_is_folded(browser: Browser, simulated_shop: Shop) -> None:
    page = open_page(browser, simulated_shop.settings.site / "index.html", 390).page
    folded = page.locator("details.details").last
    page.keyboard.press("Control+f")
    assert all(folded.locator(".tile-value").all_text_contents())
    page.context.close()


def test_a_table_is_taken_along_as_it_is_asked_for_now(
    browser: Browser, simulated_shop: Shop
) -> None:
    page = open_page(browser, simulated_shop.settings.site / "products.html", 1280).page
    unfold(page)
    table = page.locator(".datatable[data-attributes*='\"listed\"']").element_handle()
    assert table
    files = []
    for act in (
        "table => table.querySelector('.downloads button').click()",
        """table => {
            document.querySelector(".barchart .marks button").click();
            if (!('drawing' in document.documentElement.dataset)) throw new Error('all is drawn');
            table.querySelector('.downloads button').click();
        }""",
        "table => table.querySelector('.downloads button').click()",
    ):
        with page.expect_download() as caught:
            page.evaluate(act, table)
        files.append(caught.value.path().read_bytes())
        drawn(page)
    whole, at_once_, later = files
    assert whole != later, "the table is not filtered: this shows nothing"
    assert at_once_ == later
    page.context.close()


def test_a_page_is_complete_only_when_all_of_it_is_drawn(
    browser: Browser, simulated_shop: Shop
) -> None:
    for name in PAGES:
        context = browser.new_context(viewport={"width": 390, "height": 900}, offline=True)
        page = context.new_page()
        page.add_init_script(
            f"""new MutationObserver(() => {{
                const said = document.documentElement?.dataset;
                if (!said || !('complete' in said) || window.first) return;
                window.first = {{isDrawing: 'drawing' in said, texts: ({TEXTS})()}};
            }}).observe(document, {{subtree: true, attributeFilter: ["data-complete"]}});"""
        )
        page.goto(f"file://{simulated_shop.settings.site}/{name}.html")
        page.wait_for_selector("html[data-complete]")
        first = page.evaluate("window.first")
        assert not first["isDrawing"]
        drawn(page)
        assert first["texts"] == page.evaluate(TEXTS), name
        assert not [said for said in page.get_by_text("Loading…").all() if said.is_visible()]
        context.close()
