"""Every chart over small tables, in a real browser: what it shows, says, and does at a click."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlencode

import pytest
from playwright.sync_api import Browser, Locator, Page

from reports.render.page import read_page
from reports.render.site import render_site
from tests.browser.conftest import Opened, drawn, everything_told, open_page
from tests.browser.gallery_tables import CATEGORIES, CHANNELS, LAST, PRODUCTS, write_gallery
from tests.browser.oracle import Oracle
from tests.browser.test_access import faults

PAGES = Path(__file__).parent / "gallery"
WITHOUT_MARKS = {"A ratio has no parts", "What no table can split"}
STATES: tuple[dict[str, Any], ...] = (
    {"period": "all"},
    {"period": "today"},
    {"period": "YTD", "lang": "th"},
    {"period": "30D", "compare": "year", "f.channel_name": ["LINE", "Lazada"]},
    {"period": "QTD", "f.category": "Sets", "shop": "other · USD"},
    {"period": "custom", "from": "2025-01-01", "to": "2025-03-31", "f.product_name": PRODUCTS[2]},
    {"period": "all", "f.campaign_name": "nobody's campaign"},
)

# Texts that leave their chart or lie on each other.
FAULTS = """() => [...document.querySelectorAll('.chart-card')].flatMap(card => {
    const svg = card.querySelector('.chart svg');
    if (!svg || card.querySelector('.chart').hidden) return [];
    const name = card.querySelector('.component-title').textContent;
    const box = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim())
        .map(t => ({text: t.textContent, at: t.getBoundingClientRect()}))
        .filter(t => t.at.width > 0);
    const found = texts.filter(({at}) => at.left < box.left - 2 || at.right > box.right + 2
        || at.top < box.top - 2 || at.bottom > box.bottom + 2)
        .map(({text}) => `${name}: ${text} is cut off`);
    texts.forEach((a, i) => texts.slice(i + 1).forEach(b => {
        const width = Math.min(a.at.right, b.at.right) - Math.max(a.at.left, b.at.left);
        const height = Math.min(a.at.bottom, b.at.bottom) - Math.max(a.at.top, b.at.top);
        if (width > 2 && height > 4 && a.text !== b.text)
            found.push(`${name}: ${a.text} lies on ${b.text}`);
    }));
    return found;
})"""


@dataclass(frozen=True)
class Gallery:
    """A page with every chart, and what its numbers have to be."""

    publish: Path
    file: Path
    oracle: Oracle


@pytest.fixture(scope="session")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    root = tmp_path_factory.mktemp("charts")
    write_gallery(root / "publish")
    render_site(root / "publish", root / "site", pages=PAGES)
    source = read_page(PAGES / "charts.md")
    oracle = Oracle(root / "publish", source)
    return Gallery(root / "publish", root / "site" / "charts.html", oracle)


def fragment(state: dict[str, Any]) -> str:
    return "#" + urlencode(state, doseq=True)


@pytest.fixture(scope="module")
def shared(browser: Browser, charts: Gallery) -> Iterator[Opened]:
    shown = open_page(browser, charts.file, 1280, fragment(STATES[0]))
    yield shown
    shown.page.context.close()


@pytest.fixture
def opened(shared: Opened) -> Opened:
    """The page as it opens."""
    shared.page.set_viewport_size({"width": 1280, "height": 900})
    shared.page.mouse.move(0, 0)
    look_at(shared.page, STATES[0])
    assert shared.wrong == []
    return shared


def card(page: Page, title: str, at: int = 0) -> Locator:
    heading = page.get_by_role("heading", name=title, exact=True)
    return page.locator(".chart-card").filter(has=heading).nth(at)


def told(page: Page, title: str, at: int = 0) -> list[dict[str, Any]]:
    """What a chart says of its numbers."""
    place = card(page, title, at)
    name = place.get_attribute("data-component")
    order = place.evaluate(
        "(place, name) => "
        "[...document.querySelectorAll(`[data-component=${name}]`)].indexOf(place)",
        name,
    )
    parts = [p for p in everything_told(page) if p["component"] == name]
    return cast(list[dict[str, Any]], parts[order]["numbers"])


def look_at(page: Page, state: dict[str, Any]) -> None:
    page.evaluate("hash => { location.hash = hash }", fragment(state))
    drawn(page)


def bar_of(place: Locator, name: str, *, is_lying: bool = False) -> tuple[float, float]:
    """A point on the bar that has a name beneath it, or beside it."""
    place.scroll_into_view_if_needed()
    box = place.locator("svg text").filter(has_text=name).first.bounding_box()
    assert box
    if is_lying:
        return box["x"] + box["width"] + 16, box["y"] + box["height"] / 2
    return box["x"] + box["width"] / 2, box["y"] - 14


def filters(page: Page) -> dict[str, list[str]]:
    drawn(page)
    said = parse_qs(page.evaluate("location.hash.slice(1)"))
    return {name: values for name, values in said.items() if name.startswith("f.")}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_every_chart_is_drawn_and_its_words_have_room(
    browser: Browser, charts: Gallery, width: int, scheme: str
) -> None:
    opened = open_page(browser, charts.file, width, fragment(STATES[0]))
    page = opened.page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for state in STATES if scheme == "light" else STATES[:1]:
        look_at(page, state)
        for place in page.locator(".chart-card").all():
            title = place.locator(".component-title").inner_text()
            if place.get_attribute("data-drawn"):
                assert title not in WITHOUT_MARKS
                assert place.locator(".chart svg path").count() > 2, title
                assert place.locator(".chart").get_attribute("aria-label"), title
            else:
                assert place.locator(".empty").inner_text().strip(), title
                assert title in WITHOUT_MARKS or len(state) > 1 or state["period"] != "all", title
        assert page.evaluate(FAULTS) == [], (width, state)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.wrong == []
    page.context.close()


@pytest.mark.parametrize("state", STATES, ids=lambda state: "-".join(state))
def test_every_number_of_a_chart_equals_sql(
    browser: Browser, charts: Gallery, state: dict[str, Any]
) -> None:
    page = open_page(browser, charts.file, 1280, fragment(state)).page
    checked: dict[str, int] = {}
    for part in everything_told(page):
        for number in part["numbers"]:
            charts.oracle.check(number, f"{state}, {part['component']}")
            kind = f"{part['component']} {number['kind']}"
            checked[kind] = checked.get(kind, 0) + 1
    page.context.close()
    if state == STATES[0]:
        assert checked.keys() == {
            *(f"{name} cell" for name in ("LineChart", "BarChart", "ComboChart", "BubbleChart")),
            *(f"{name} cell" for name in ("Histogram", "BoxPlot", "Waterfall")),
            *(f"{name} metric" for name in ("LineChart", "AreaChart", "BarChart", "ComboChart")),
            *(f"{name} metric" for name in ("ScatterPlot", "BubbleChart", "Histogram", "BoxPlot")),
            *(f"{name} metric" for name in ("Waterfall", "PieChart")),
            *(f"{name} percentile" for name in ("Histogram", "BoxPlot")),
            "BarChart share",
        }


def test_the_largest_and_the_others_make_the_whole(opened: Opened, charts: Gallery) -> None:
    numbers = told(opened.page, "The largest and the others")
    assert len(numbers) == 9
    others = numbers[-1]["where"]["product_name"]
    named = [name for number in numbers[:-1] for name in number["where"]["product_name"]]
    assert len(named) == 8
    assert sorted(named + others) == sorted(PRODUCTS)
    row = charts.oracle._con.execute(
        "select sum(item_amount) from q_products where world_id = 'main · THB'"
    ).fetchone()
    assert row is not None
    assert sum(number["value"] for number in numbers) == pytest.approx(float(row[0]))
    # A ratio of the others would be right, and would still not be a part of anything.
    assert len(told(opened.page, "A ratio has no others")) == 5
    assert "10 smaller ones" in card(opened.page, "A ratio has no others").inner_text()


def test_parts_of_the_whole_add_up_to_it(opened: Opened) -> None:
    shares = [n for n in told(opened.page, "Parts of the whole", 1) if n["kind"] == "share"]
    assert len(shares) == len(CHANNELS) * len(CATEGORIES)
    for channel in CHANNELS:
        own = [n["value"] for n in shares if n["where"]["channel_name"] == [channel]]
        assert sum(own) == pytest.approx(1)


def test_a_waterfall_ends_where_its_steps_come_to(opened: Opened) -> None:
    place = card(opened.page, "GMV to net revenue")
    ends = json.loads(place.get_attribute("data-ends") or "[]")
    values = {
        number["metric"]: number["value"] for number in told(opened.page, "GMV to net revenue")
    }
    assert ends == pytest.approx(
        [
            values["gmv"],
            values["gmv"] - values["seller_vouchers"],
            values["gmv"] - values["seller_vouchers"] - values["refunds"],
            values["net_revenue"],
        ]
    )
    assert "The steps before" not in place.inner_text()
    below = card(opened.page, "Below zero and back")
    assert json.loads(below.get_attribute("data-ends") or "[]") == [
        1000, 300, -150, -150, 250, 200, 200,
    ]  # fmt: skip


def test_a_box_shows_the_percentiles_under_its_own_name(opened: Opened) -> None:
    """On a phone the boxes lie, in the order of their names."""
    page = opened.page
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(400)  # it draws anew when it has stopped changing its width
        drawn(page)
        place = card(page, "By platform", 2)
        assert place.get_attribute("data-component") == "BoxPlot"
        place.scroll_into_view_if_needed()
        wanted = {
            number["where"]["channel_name"][0]: number["value"]
            for number in told(page, "By platform", 2)
            if number["kind"] == "percentile" and number["part"] == 0.95
        }
        names = place.locator("svg text").filter(has_text="LINE")
        box = names.first.bounding_box()
        frame = place.locator(".chart").bounding_box()
        assert box and frame
        for step in range(60):  # along the row or column of LINE, until a box is hit
            at = (
                (frame["x"] + frame["width"] * step / 60, box["y"] + box["height"] / 2)
                if width == 390
                else (box["x"] + box["width"] / 2, frame["y"] + frame["height"] * step / 60)
            )
            page.mouse.move(*at)
            text = place.locator(".chart > div").last.inner_text()
            if "95%" in text:
                break
        assert text.startswith("LINE"), width
        assert f"95% up to {wanted['LINE']:g}" in text, width


def test_a_click_on_a_bar_filters_the_others_and_dims_its_own(opened: Opened) -> None:
    page = opened.page
    before = told(page, "Quarters and their growth")
    place = card(page, "By platform", 1)
    assert place.get_attribute("data-component") == "BarChart"
    own = told(page, "By platform", 1)
    page.mouse.click(*bar_of(place, "TikTok Shop"))
    assert filters(page) == {"f.channel_name": ["TikTok Shop"]}
    assert told(page, "By platform", 1) == own, "a chart does not filter itself"
    assert place.locator("svg path[fill-opacity='0.28']").count() == len(CHANNELS) - 1
    after = told(page, "Quarters and their growth")
    assert [n["value"] for n in after] < [n["value"] for n in before]
    assert after[0]["where"]["channel_name"] == ["TikTok Shop"]
    assert (
        "Ad spend cannot be split by product" in card(page, "What no table can split").inner_text()
    )
    page.mouse.click(*bar_of(place, "TikTok Shop"))
    assert filters(page) == {}


def test_a_click_on_a_bucket_makes_it_the_period(opened: Opened) -> None:
    page = opened.page
    place = card(page, "Quarters and their growth")
    page.mouse.click(*bar_of(place, "Q3 2025"))
    said = parse_qs(page.evaluate("location.hash.slice(1)"))
    assert (said["from"], said["to"]) == (["2025-07-01"], ["2025-09-30"])


@pytest.mark.parametrize("title", ["By platform", "Stacked"])
def test_a_click_near_a_line_or_in_its_band_filters_by_its_value(
    opened: Opened, title: str
) -> None:
    page = opened.page
    place = card(page, title)
    place.scroll_into_view_if_needed()
    frame = place.locator(".chart").bounding_box()
    assert frame
    hit = set()
    for step in range(4, 18):
        page.mouse.click(frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] * step / 20)
        for value in filters(page).get("f.channel_name", []):
            hit.add(value)
        page.evaluate("location.hash = 'period=all'")
        drawn(page)
        assert filters(page) == {}
    assert "Shopee" in hit and len(hit) >= 3


def test_the_keyboard_reaches_marks_and_legend(opened: Opened) -> None:
    page = opened.page
    place = card(page, "The largest and the others")
    buttons = place.locator(".marks button")
    assert buttons.count() == 8, "the others are no value to filter by"
    buttons.nth(2).focus()
    page.keyboard.press("Enter")
    assert filters(page) == {"f.product_name": [PRODUCTS[2]]}
    assert page.evaluate("document.activeElement.textContent") == PRODUCTS[2]
    assert buttons.nth(2).get_attribute("aria-pressed") == "true"
    page.keyboard.press("Enter")
    legend = card(page, "By platform").locator(".legend button", has_text="Lazada")
    legend.click()
    assert filters(page) == {"f.channel_name": ["Lazada"]}


def test_axe_finds_no_serious_fault_where_marks_are_chosen(
    browser: Browser, charts: Gallery
) -> None:
    state = fragment({"period": "all", "f.channel_name": "LINE"})
    page = open_page(browser, charts.file, 1280, state).page
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    drawn(page)
    assert faults(page) == []
    page.context.close()


def test_text_of_data_is_text_in_tooltips(opened: Opened) -> None:
    page = opened.page
    place = card(page, "The largest and the others")
    page.mouse.move(*bar_of(place, "<b>Bold", is_lying=True))
    text = place.locator(".chart > div").last
    assert PRODUCTS[2] in text.inner_text()
    assert text.locator("b").count() == 1, "the heading is the only markup"


def test_events_and_lines_that_a_chart_is_read_against_are_drawn(opened: Opened) -> None:
    page = opened.page
    rows = card(page, "Rows of a query").inner_text()
    for word in ("Capacity ฿3,000", "Launch", "Stock-out"):
        assert word in rows
    assert "Double day" in card(page, "One at a time").locator(".legend").inner_text()
    page.evaluate("location.hash = 'period=30D'")
    drawn(page)
    bars = card(page, "The period's days")
    assert "Payday" in bars.locator(".legend").inner_text()
    aims = [n for n in told(page, "One at a time") if n["metric"] == "target_gmv"]
    assert len(aims) == 30
    assert aims[-1]["to"] == LAST.isoformat()


def test_a_bucket_that_is_not_over_is_said_to_be_open(opened: Opened) -> None:
    assert "Not over yet: week of 16 Mar 2026" in card(opened.page, "One at a time").inner_text()
    assert date(2026, 3, 16) < LAST < date(2026, 3, 22)


def test_numbers_that_do_not_add_up_are_not_stacked(
    browser: Browser, charts: Gallery, tmp_path: Path
) -> None:
    """Averages and distinct counts stand beside each other, whatever an author asks for."""
    pages = tmp_path / "pages"
    pages.mkdir()
    queries = (PAGES / "charts.md").read_text().split("## Lines")[0]
    pages.joinpath("charts.md").write_text(
        queries
        + '<BarChart metric=gmv by=channel_name series=category title="Sums"/>\n\n'
        + '<BarChart metric=aov by=channel_name series=category title="Averages"/>\n\n'
        + '<AreaChart metric=customers series=channel_name grain=month title="People"/>\n'
    )
    render_site(charts.publish, tmp_path / "site", pages=pages)
    page = open_page(browser, tmp_path / "site" / "charts.html", 1280).page
    heights = {}
    for title in ("Sums", "Averages"):
        bars = card(page, title).locator("svg path[fill='#0b6bcb']")
        boxes = [box.bounding_box() for box in bars.all()]
        others = card(page, title).locator("svg path[fill='#d9480f']")
        heights[title] = (boxes[0], others.first.bounding_box())
    (below, above), (left, right) = heights["Sums"], heights["Averages"]
    assert below and above and left and right
    assert above["y"] + above["height"] == pytest.approx(below["y"], abs=2), "stacked"
    assert abs(right["x"] - left["x"]) > 5, "beside each other"
    assert right["y"] + right["height"] == pytest.approx(left["y"] + left["height"], abs=2)
    assert card(page, "People").locator(".legend .mark.line").count() == len(CHANNELS)
    page.context.close()
