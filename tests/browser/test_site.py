"""What all pages of a site share: menu, search, languages, colours, rows that come late."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Browser, Page

from reports.render.site import render_site
from tests.browser.conftest import open_page
from tests.python.render_helpers import page, publish_into, query

NASTY = "<img src=x onerror=alert(1)>"
WORLDS = query("select * from rpt_pulse__worlds", " worlds")
LATE = query("select * from rpt_pulse__daily", " daily lazy")
FIRST = f"""{WORLDS}{LATE}
# Sales

<PeriodSelector/>

It sold <Value metric=gmv/>. See [the second](second).

<BigValue metric=gmv/>
"""
WORDS = """
ui:
  Nothing is found.: ไม่พบ
pages:
  index:
    Sales: ยอดขาย
    "It sold {1}. See [the second](second).": "ขายได้ {1} ดู[หน้าที่สอง](second)"
  second:
    Second page: หน้าที่สอง
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fourteen pages, two products, one of them with a name that would like to be markup."""
    root = tmp_path_factory.mktemp("site")
    publish = publish_into(root / "publish")
    day = pa.array([dt.date(2026, 1, 2)])
    worlds = {
        "world_id": ["main · THB"],
        "shop_name": ["Shop"],
        "currency": ["THB"],
        "country_code": ["TH"],
        "first_date": pa.array([dt.date(2026, 1, 1)]),
        "last_date": day,
        "last_order_date": day,
    }
    pq.write_table(pa.table(worlds), publish / "rpt_pulse__worlds.parquet")
    products = pa.table({"sku": ["S-1", "S-2"], "name": ["Lotion โลชั่น", NASTY]})
    pq.write_table(products, publish / "rpt_sku__list.parquet")
    page(root, FIRST, "title: Sales\norder: 1", "index.md")
    page(root, "# Second page\n\nNothing but words.\n", "title: Second page\norder: 2", "second.md")
    for number in range(3, 15):
        page(root, "# More\n", f"title: Page number {number}", f"page-{number}.md")
    page(
        root,
        query("select * from rpt_sku__list", " listed") + "# <Entity/>\n",
        "title: Product\nentities: {query: listed, key: sku, title: name}",
        "products/[sku].md",
    )
    (root / "th.yml").write_text(WORDS)
    render_site(publish, root / "site", pages=root / "pages", thai=root / "th.yml")
    return root / "site"


def found(page: Page) -> list[str]:
    return page.locator("#site-found a").all_inner_texts()


def test_rows_that_come_late_are_counted(browser: Browser, site: Path) -> None:
    opened = open_page(browser, site / "index.html", 1280)
    assert opened.wrong == []
    assert opened.page.locator("p .value").first.inner_text() == "฿1.10"
    assert any("assets/data/index.daily.js" in url for url in opened.requests)
    assert all(url.startswith(("file://", "data:")) for url in opened.requests)
    assert not any("search.js" in url for url in opened.requests)  # it comes with the first search
    opened.page.context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_search_finds_pages_texts_and_entities(
    browser: Browser, site: Path, width: int
) -> None:
    opened = open_page(browser, site / "products" / "s-1.html", width, "#period=7D&lang=en")
    view = opened.page
    view.keyboard.press("/")
    assert view.evaluate("document.activeElement.id") == "site-search"
    for typed, first in (
        ("second", "Second page"),
        ("หน้าที่ส", "Second page"),
        ("WORDS but", "Second page\nNothing but words."),
        ("โลชั่น", "Lotion โลชั่น\nProduct · S-1"),
        ("s-1", "Lotion โลชั่น\nProduct · S-1"),
        ("gmv", "Sales\nGMV"),
    ):
        view.locator("#site-search").fill(typed)
        view.locator("#site-found a").first.wait_for()
        assert found(view)[0].strip() == first, typed
    view.locator("#site-search").fill("page num")
    assert len(found(view)) == 12
    view.locator("#site-search").fill("neverthere")
    assert view.locator("#site-found").inner_text() == "Nothing is found."
    assert view.evaluate("document.documentElement.scrollWidth") <= width
    view.locator("#site-search").fill("onerror")
    assert found(view) == [f"{NASTY}\nProduct · S-2"]  # as text
    assert view.locator("#site-found img").count() == 0
    view.keyboard.press("ArrowDown")
    view.keyboard.press("Enter")
    view.wait_for_url("**/products/s-2.html#*")
    assert "period=7D" in view.url
    view.wait_for_selector("html[data-complete]")
    assert view.locator("h1").inner_text() == NASTY
    assert opened.wrong == []
    view.context.close()


def test_escape_leaves_the_search(browser: Browser, site: Path) -> None:
    view = open_page(browser, site / "index.html", 1280).page
    view.keyboard.press("/")
    view.keyboard.type("second")
    view.locator("#site-found a").first.wait_for()
    view.keyboard.press("Escape")
    assert view.locator("#site-found").is_hidden()
    assert view.evaluate("document.activeElement === document.body")
    view.context.close()


def test_the_menu_of_a_phone_opens_and_leads_on(browser: Browser, site: Path) -> None:
    opened = open_page(browser, site / "index.html", 390, "#period=7D")
    view = opened.page
    menu = view.locator("#menu")
    assert menu.is_hidden()
    view.locator(".menu-button").click()
    assert menu.locator("a").count() == 14 and menu.is_visible()
    assert menu.locator("[aria-current=page]").inner_text() == "Sales"
    menu.get_by_text("Second page").click()
    view.wait_for_url("**/second.html#*")
    assert "period=7D" in view.url and opened.wrong == []
    view.context.close()


def test_fourteen_pages_fit_at_every_width(browser: Browser, site: Path) -> None:
    for width in (320, 390, 768, 1024, 1280):
        view = open_page(browser, site / "index.html", width).page
        assert view.evaluate("document.documentElement.scrollWidth") <= width
        view.context.close()


def test_a_page_speaks_one_language_at_a_time(browser: Browser, site: Path) -> None:
    view = open_page(browser, site / "index.html", 1280, "#lang=th").page
    assert view.locator("h1").inner_text() == "ยอดขาย"
    assert view.locator("main > p").first.inner_text() == "ขายได้ ฿1.10 ดูหน้าที่สอง"
    view.goto(f"file://{site}/index.html#lang=en")
    view.reload()
    view.wait_for_selector("html[data-complete]")
    assert view.locator("main > p").first.inner_text() == "It sold ฿1.10. See the second."
    view.context.close()


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_reader_s_colours_come_before_the_system_s(
    browser: Browser, site: Path, system: str
) -> None:
    context = browser.new_context(color_scheme=system)
    view = context.new_page()
    view.goto(f"file://{site}/second.html")
    shades = {}
    for said in ("", "light", "dark"):
        shades[said] = view.evaluate(
            """said => {
                if (said) document.documentElement.dataset.theme = said;
                return getComputedStyle(document.documentElement).backgroundColor;
            }""",
            said,
        )
    assert shades["light"] != shades["dark"]
    assert shades[""] == shades[system]
    view.emulate_media(media="print")
    assert view.locator(".site-header").is_hidden()
    background = "getComputedStyle(document.documentElement).backgroundColor"
    assert view.evaluate(background) == "rgb(255, 255, 255)"
    context.close()


def test_a_script_in_the_page_is_not_run(browser: Browser, site: Path, tmp_path: Path) -> None:
    """The policy stands in each page: scripts come from the site's files alone."""
    text = (site / "second.html").read_text()
    (site / "spoilt.html").write_text(
        text.replace("</main>", "<script>document.title = 'run'</script></main>")
    )
    opened = open_page(browser, site / "spoilt.html", 1280)
    assert opened.page.title() == "Second page · Talad"
    assert any("Content Security Policy" in said for said in opened.wrong)
    opened.page.context.close()
    (site / "spoilt.html").unlink()
