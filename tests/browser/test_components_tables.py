"""Tables, cells, maps, tabs and what has changed, in a real browser over small tables."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlencode

import pytest
from playwright.sync_api import Browser, Locator, Page

from reports.render.page import read_page
from tests.browser.conftest import Opened, drawn, everything_told, open_page
from tests.browser.gallery_components import HOSTILE, PRODUCTS, WORLDS, build, tables
from tests.browser.oracle import Oracle
from tests.browser.test_access import faults

TOLD = {
    "AreaMap",
    "CalendarHeatmap",
    "Changes",
    "CohortTable",
    "DataTable",
    "FunnelChart",
    "Heatmap",
    "NetworkGraph",
    "SankeyDiagram",
    "Treemap",
}


@dataclass(frozen=True)
class Gallery:
    """The page with everything on it, and what its numbers have to be."""

    file: Path
    oracle: Oracle


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    publish, page, site = build(tmp_path_factory.mktemp("gallery"))
    return Gallery(site / "gallery.html", Oracle(publish, read_page(page)))


@pytest.fixture
def opened(browser: Browser, gallery: Gallery) -> Iterator[Opened]:
    shown = open_page(browser, gallery.file, 1280, fragment())
    yield shown
    assert shown.wrong == []
    shown.page.context.close()


def fragment(**state: Any) -> str:
    said = {"shop": WORLDS["th"], **{k.replace("f_", "f.", 1): v for k, v in state.items()}}
    return f"#{urlencode(said, doseq=True, quote_via=quote)}"


def titled(page: Page, title: str) -> Locator:
    """The component under a title; where the title has Thai, that stands beside it."""
    words = re.compile(rf"^{title}($|[\u0e00-\u0e7f])")
    heading = page.locator(".component-title", has_text=words)
    return page.locator(".component").filter(has=heading).last


def state_of(page: Page) -> dict[str, list[str]]:
    drawn(page)
    return parse_qs(page.evaluate("location.hash.slice(1)"), keep_blank_values=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_the_gallery_opens_at_every_width(
    browser: Browser, gallery: Gallery, width: int, scheme: str
) -> None:
    opened = open_page(browser, gallery.file, width, fragment())
    page = opened.page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    drawn(page)
    assert opened.wrong == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for chart in page.locator(".sankeydiagram, .treemap, .networkgraph").all():
        assert chart.locator("svg path").count() > 3
    assert page.locator(".heat").count() > 300
    # On the hottest and the coldest ground alike the text stands out.
    worst = page.evaluate(CONTRAST)
    assert worst >= 4.5, f"{scheme}: a coloured cell has a contrast of {worst:.2f}"
    page.context.close()


CONTRAST = r"""() => {
    const rgb = text => {
        const parts = text.match(/[\d.]+/g).map(Number);
        return text.startsWith("color") ? parts.slice(0, 3).map(p => p * 255) : parts.slice(0, 3);
    };
    const light = text => {
        const [r, g, b] = rgb(text).map(p => p / 255).map(
            p => p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    return Math.min(...[...document.querySelectorAll(".heat")].map(cell => {
        const style = getComputedStyle(cell);
        const [a, b] = [light(style.color), light(style.backgroundColor)].sort((x, y) => y - x);
        return (a + 0.05) / (b + 0.05);
    }));
}"""


@pytest.mark.parametrize("look", ["light en 1280", "dark th 390"])
def test_axe_finds_no_serious_fault(browser: Browser, gallery: Gallery, look: str) -> None:
    scheme, language, width = look.split()
    page = open_page(browser, gallery.file, int(width), fragment(lang=language)).page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    drawn(page)
    page.get_by_text(re.compile("The whole change|การเปลี่ยนแปลงทั้งหมด")).first.click()
    assert faults(page) == []
    page.context.close()


# --- numbers -----------------------------------------------------------------------------------

STATES: list[dict[str, Any]] = [
    {},
    {"period": "all"},
    {"period": "7D", "compare": "year"},
    {"period": "custom", "from": "2026-01-10", "to": "2026-02-20", "f_channel_name": "Shopee"},
    {"f_product_name": [HOSTILE[0], HOSTILE[4]]},
    {"period": "YTD", "f_category": ""},
    {"period": "QTD", "f_province": ["Atlantis", ""]},
    {"period": "all", "f_weekday": "6", "f_hour": "18"},
    {"shop": WORLDS["br"], "period": "YTD"},
]


def test_every_number_equals_sql(browser: Browser, gallery: Gallery) -> None:
    opened = open_page(browser, gallery.file, 1280, fragment())
    page = opened.page
    # What lies in a tab is told when it is in sight.
    for at, state in enumerate(STATES):
        page.evaluate("hash => { location.hash = hash }", fragment(**state))
        drawn(page)
        page.get_by_role("tab").nth(at % 2).click()
        told: set[str] = set()
        for part in everything_told(page):
            for number in part["numbers"]:
                gallery.oracle.check(number, f"{state}, {part['component']}")
                told.add(part["component"])
        if at == 0:
            assert told >= TOLD
        assert opened.wrong == []
    page.context.close()


def test_the_parts_of_a_change_add_up_to_it(opened: Opened) -> None:
    page = opened.page
    (told,) = [p["numbers"] for p in everything_told(page) if p["component"] == "Changes"][:1]
    whole = {
        number["from"]: Decimal(str(number["value"]))
        for number in told
        if number["metric"] == "gmv" and set(number["where"]) == {"world_id"}
    }
    before, now = (whole[start] for start in sorted(whole))
    assert before and now and before != now
    words: dict[str, set[str]] = {
        dimension: set() for dimension in ("channel_name", "category", "product_name")
    }
    for dimension, seen in words.items():
        parts = [n for n in told if dimension in n["where"]]
        by = sum(Decimal(str(n["value"])) * (1 if n["from"] == max(whole) else -1) for n in parts)
        assert by == now - before, dimension
        seen |= {n["where"][dimension][0] for n in parts}
    assert "" in words["category"]  # what is not known is a part as well

    box = titled(page, "What changed")
    box.locator("summary").click()
    for table in box.locator("table").all():
        shown = [money(text) for text in table.locator("tbody td:nth-child(4)").all_inner_texts()]
        total = money(table.locator("tfoot td:nth-child(4)").inner_text())
        assert sum(shown) == total == now - before
    # Orders and their value: two effects that are the whole.
    orders = {n["from"]: n["value"] for n in told if n["metric"] == "orders"}
    by_count, by_each = json.loads(box.locator(".changes-effects").get_attribute("data-raw") or "")
    count_before, count_now = (orders[start] for start in sorted(orders))
    each_before = float(before) / count_before
    assert by_count == pytest.approx((count_now - count_before) * each_before)
    assert by_count + by_each == pytest.approx(float(now - before))

    # The three that changed most over all dimensions, in order.
    sizes = [
        abs(money(s)) for s in box.locator("ol strong").evaluate_all("all => all.map(e => e.title)")
    ]
    assert len(sizes) == 3
    assert sizes == sorted(sizes, reverse=True)
    everything = [abs(money(t)) for t in box.locator("tbody td:nth-child(4)").all_inner_texts()]
    assert sizes == sorted(everything, reverse=True)[:3]


def money(text: str) -> Decimal:
    return Decimal("0") if text == "–" else Decimal(re.sub(r"[^\d.-]", "", text))


def test_a_ratio_is_not_split_into_parts_that_would_not_add_up(opened: Opened) -> None:
    box = titled(opened.page, "A ratio has no parts")
    box.locator("summary").click()
    assert box.locator("table").count() == 0
    assert "does not add up" in box.inner_text()


# --- clicks and keys ---------------------------------------------------------------------------


def test_a_cell_filters_by_both_of_its_dimensions(opened: Opened) -> None:
    page = opened.page
    cell = titled(page, "When people buy").locator("button.cell.heat").first
    key = cell.get_attribute("data-key") or ""
    hour, weekday = key.split("\u001f")
    cell.click()
    assert state_of(page)["f.hour"] == [hour]
    assert state_of(page)["f.weekday"] == [weekday]
    # The heatmap ignores the filter on its own dimensions, and dims what is not chosen.
    heatmap = titled(page, "When people buy")
    assert heatmap.locator("button.cell.heat").count() > 10
    assert heatmap.locator("td.dimmed").count() == 24 * 7 - 1
    assert page.evaluate("document.activeElement.dataset.key") == key
    heatmap.locator("button.cell:focus").click()
    assert "f.hour" not in state_of(page)
    heatmap.get_by_role("button", name="Tue", exact=True).click()
    assert state_of(page)["f.weekday"] == ["2"]


def test_a_day_becomes_the_period_and_gives_it_back(opened: Opened) -> None:
    page = opened.page
    day = page.locator(".calendarheatmap button.cell[data-key='2026-05-04']")
    day.click()
    assert (state_of(page)["from"], state_of(page)["to"]) == (["2026-05-04"], ["2026-05-04"])
    # The other days stay, so that one of them can be chosen next.
    assert page.locator(".calendarheatmap button.cell:not([disabled])").count() >= 365
    assert page.locator(".calendarheatmap .of-period").count() == 1
    page.locator(".calendarheatmap button.cell[data-key='2026-05-04']").click()
    assert state_of(page)["period"] == ["30D"]


def test_the_map_filters_and_drops_nothing(opened: Opened) -> None:
    page = opened.page
    areas = titled(page, "Where the buyers are")
    assert areas.locator("button.cell").count() == 77
    unknown = areas.get_by_text("Not on the map").locator("xpath=..")
    assert {*unknown.locator("button").all_inner_texts()} == {"Atlantis", "Not known"}
    areas.get_by_role("button", name=re.compile("^Chon Buri: ")).click()
    assert state_of(page)["f.province"] == ["Chon Buri"]
    assert areas.locator("button.cell.dimmed").count() == 76
    areas.get_by_role("button", name="Not known").click()
    assert state_of(page)["f.province"] == ["", "Chon Buri"]


def test_the_map_is_that_of_the_country(browser: Browser, gallery: Gallery) -> None:
    page = open_page(browser, gallery.file, 1280, fragment(shop=WORLDS["br"], period="all")).page
    areas = titled(page, "Where the buyers are")
    assert areas.locator("button.cell").count() == 27
    assert areas.locator("button.cell.heat").count() == 4
    assert areas.get_by_text("Not on the map").count() == 0
    page.context.close()


def test_a_month_of_first_orders_becomes_the_period(opened: Opened) -> None:
    page = opened.page
    titled(page, "Who comes back").get_by_role("button", name="Feb 2026").click()
    assert (state_of(page)["from"], state_of(page)["to"]) == (["2026-02-01"], ["2026-02-28"])


def test_rows_of_a_query_filter_only_what_others_know(opened: Opened) -> None:
    page = opened.page
    # No other query tells the stage: everything else would go blank.
    assert titled(page, "Leads by stage").get_by_role("button", name="Won").count() == 0
    titled(page, "Flows").locator("svg path").first.click()
    assert "f.from_name" not in state_of(page)
    titled(page, "Shares").locator("svg text", has_text="Product 1").first.click()
    assert state_of(page)["f.product_name"] == ["Product 1"]


def test_a_mover_filters_the_page(opened: Opened) -> None:
    page = opened.page
    mover = titled(page, "What changed").locator("ol button").first
    name = mover.inner_text()
    mover.press("Enter")
    drawn(page)
    assert name in page.locator(".filterbar").inner_text()


def test_arrow_keys_walk_over_cells_of_which_one_is_a_stop(opened: Opened) -> None:
    page = opened.page
    for title in ("When people buy", "Every day", "Where the buyers are"):
        box = titled(page, title)
        stops = box.locator("button.cell[tabindex='0']")
        assert stops.count() == 1, title
        stops.focus()
        seen = set()
        for key in ("ArrowRight", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
            page.keyboard.press(key)
            seen.add(page.evaluate("document.activeElement.dataset.key"))
            said = page.evaluate("document.activeElement.getAttribute('aria-label')")
            assert said == box.locator(".readout").inner_text()
        assert len(seen) > 3, title
        assert stops.count() == 1, title


def test_tabs_draw_what_is_shown_and_print_all(opened: Opened) -> None:
    page = opened.page
    hidden = page.locator(".heatmap").nth(1)
    assert not hidden.is_visible()
    assert hidden.locator("table").count() == 0
    page.get_by_role("tab", name="By hour").focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("tab", name="By product").get_attribute("aria-selected") == "true"
    assert hidden.locator("table").count() == 1
    assert not page.locator(".heatmap").first.is_visible()
    page.keyboard.press("ArrowRight")
    # On paper there are no tabs to press.
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".heatmap").first.is_visible()
    assert hidden.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not hidden.is_visible()


# --- tables ------------------------------------------------------------------------------------


def names(table: Locator) -> list[str]:
    return table.locator("tbody tr td:first-child").all_inner_texts()


def test_a_table_sorts_searches_and_pages(opened: Opened) -> None:
    page = opened.page
    table = titled(page, "Items")
    rows: list[dict[str, Any]] = tables()["items"].to_pylist()
    by_price = sorted(rows, key=lambda row: -row["price_amount"])
    shown = table.locator("tbody tr").evaluate_all("all => all.map(row => row.dataset.by)")
    assert shown == [row["product_name"] for row in by_price[:10]]
    assert table.locator("th[aria-sort=descending]").inner_text().startswith("Price")
    table.get_by_role("button", name="Rows after").click()
    shown = table.locator("tbody tr").evaluate_all("all => all.map(row => row.dataset.by)")
    assert shown == [row["product_name"] for row in by_price[10:20]]
    assert "11–20 of 32" in table.inner_text()

    header = table.get_by_role("button", name="Last sold date")
    header.press("Enter")
    assert table.locator("th[aria-sort=ascending]").inner_text().startswith("Last sold date")
    assert header.evaluate("e => e === document.activeElement")
    first = min(row["last_sold_date"] for row in rows if row["last_sold_date"])
    assert f"{first.day} " in table.locator("tbody tr").nth(1).inner_text()  # after the unknown one

    table.get_by_role("searchbox").fill("PRODUCT 1")
    wanted = {name for name in PRODUCTS if name.startswith("Product 1")}
    assert set(names(table)) < wanted
    assert f"1–10 of {len(wanted)}" in table.inner_text()
    table.get_by_role("searchbox").fill("<script>")
    assert names(table) == [HOSTILE[0]]
    table.get_by_role("searchbox").fill("no such thing")
    assert "Nothing found for “no such thing”" in table.inner_text()


def test_lines_lead_to_the_pages_of_what_they_are_about(opened: Opened) -> None:
    page = opened.page
    link = titled(page, "Links").get_by_role("link", name=HOSTILE[0])
    link.click()
    page.wait_for_selector("html[data-complete]")
    assert "/items/" in page.url
    assert page.locator("h1").inner_text() == HOSTILE[0]
    # The shop goes along.
    assert state_of(page)["shop"] == [WORLDS["th"]]
    page.go_back()
    page.wait_for_selector("html[data-complete]")
    # Where a line's name filters, the link stands beside it.
    lines = titled(page, "Linked lines")
    name = lines.locator("tbody button").first.inner_text()
    assert lines.get_by_role("link", name=f"The page of {name}").count() == 1


def test_rows_of_two_currencies_are_not_added(opened: Opened) -> None:
    table = titled(opened.page, "Two currencies")
    assert "฿1,234.50" in table.inner_text()
    assert "-$7.25" in table.inner_text()
    assert table.locator("tfoot").count() == 0


def test_a_table_is_taken_along_as_it_is_searched_and_sorted(opened: Opened) -> None:
    page = opened.page
    table = titled(page, "Items")
    table.get_by_role("searchbox").fill("product 2")
    with page.expect_download() as waited:
        table.get_by_role("button", name="Download as CSV: Items").click()
    with waited.value.path().open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header[:4] == ["Product", "Category", "Price", "Stock"]
    found = [row for row in tables()["items"].to_pylist() if "Product 2" in row["product_name"]]
    found.sort(key=lambda row: -row["price_amount"])
    assert [row[0] for row in rows] == [row["product_name"] for row in found]
    assert [Decimal(row[2]) for row in rows] == [row["price_amount"] for row in found]
    assert [row[5] for row in rows] == [
        str(row["last_sold_date"]) if row["last_sold_date"] else "" for row in found
    ]


def test_a_line_filters_and_keeps_its_table(opened: Opened) -> None:
    page = opened.page
    products = titled(page, "Products")
    line = products.locator("tbody button").nth(1)
    line.press("Enter")
    chosen = state_of(page)["f.product_name"]
    assert products.locator("tbody tr:not(.dimmed)").count() == 1
    assert products.locator("tbody tr").count() == 8
    assert products.locator("tbody tr:not(.dimmed)").get_attribute("data-by") == chosen[0]
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    # The other table of products follows, and so does what is told of the whole.
    assert titled(page, "Items").locator("tbody tr:not(.dimmed)").count() <= 1


def test_five_thousand_rows_are_fast(opened: Opened) -> None:
    page = opened.page
    table = titled(page, "Many rows")
    assert table.locator("tbody tr").count() == 50
    took = table.get_by_role("button", name="Gmv").evaluate(
        """button => {
            const start = performance.now();
            button.click();
            return performance.now() - start;
        }"""
    )
    assert took < 1000
    amounts = [
        money(text)
        for text in table.locator("tbody td:last-child").evaluate_all(
            "all => all.map(cell => cell.title)"
        )
    ]
    assert amounts == sorted(amounts, reverse=True)
    assert amounts[0] == max(row["gmv_amount"] for row in tables()["many"].to_pylist())


def test_what_is_empty_says_why(browser: Browser, gallery: Gallery) -> None:
    page = open_page(browser, gallery.file, 1280, fragment(f_product_name="Nobody sells this")).page
    assert "There are no such files." in titled(page, "No rows").inner_text()
    assert "Nothing here fits" not in titled(page, "No rows").inner_text()
    # Its own dimension is not filtered, so the lines are there and dimmed.
    assert titled(page, "Items").locator("tbody tr.dimmed").count() == 10
    page.evaluate("hash => { location.hash = hash }", fragment(f_channel_name="Nobody"))
    drawn(page)
    assert "fits the chosen filters" in titled(page, "Who comes back").inner_text()
    page.context.close()


def test_names_that_mean_harm_are_text(opened: Opened) -> None:
    page = opened.page
    assert page.title() == "Gallery · Talad"
    assert page.locator("main img, main script:not([type])").count() == 0
    text = titled(page, "Products").inner_text()
    for name in (HOSTILE[0], HOSTILE[1], HOSTILE[3], HOSTILE[4]):
        assert name in text
    # A name of five thousand letters takes three lines, and is all in its title.
    long = page.locator(".clip", has_text="many letters").first
    assert long.evaluate("e => e.offsetHeight") < 100
    assert long.get_attribute("title") == HOSTILE[6]


def test_charts_that_few_pages_use_are_loaded_by_those_alone(gallery: Gallery) -> None:
    assert '"rare":"assets/talad-rare.js"' in gallery.file.read_text(encoding="utf-8")
    plain = gallery.file.with_name("plain.html").read_text(encoding="utf-8")
    assert "assets/talad.js" in plain
    assert "talad-rare" not in plain
