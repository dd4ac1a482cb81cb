"""The pages in a real browser, from file://, with the network cut."""

from __future__ import annotations

import json
import re
import shutil
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest
from playwright.sync_api import Browser, Page

from reports.render.page import read_page
from reports.render.site import PAGES as SOURCES
from tests.browser.conftest import Opened, drawn, everything_told, unfold
from tests.browser.conftest import open_page as open_file
from tests.conftest import Shop, deep

WIDTHS = (390, 768, 1440)
PAGES = [read_page(file).slug for file in sorted(SOURCES.glob("*.md"))]
PRESETS = ("today", "7D", "30D", "MTD", "QTD", "YTD", "all")


def open_page(browser: Browser, shop: Shop, name: str, width: int, fragment: str = "") -> Opened:
    return open_file(browser, shop.settings.site / f"{name}.html", width, fragment)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_without_network_errors_or_overflow(
    browser: Browser, shop: Shop, name: str, width: int
) -> None:
    opened = open_page(browser, shop, name, width)
    assert opened.wrong == []
    beyond = [u for u in opened.requests if not u.startswith(("file://", "data:"))]
    assert beyond == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_chart_is_drawn_or_says_why_not(browser: Browser, shop: Shop, name: str) -> None:
    page = open_page(browser, shop, name, 390).page
    unfold(page)
    for chart in page.locator("[data-component]:has(> .chart)").all():
        if chart.get_attribute("data-drawn"):
            assert chart.locator("svg path").count() > 3
        elif chart.is_visible():
            assert chart.locator("> .empty").inner_text().strip()
    page.context.close()


# --- the numbers on screen against SQL over publish/ ------------------------------------------

# Each tile by what it is in SQL, written here anew: not taken from models/metrics, which it checks.
# A measure that a world never has is unknown; a period without rows of one that it has is 0.
IN_PERIOD = "world_id = $world and activity_date between $start and $stop"


def total(column: str) -> str:
    return f"""(
        select case when exists (
            select 1 from rpt_executive__daily where world_id = $world and {column} is not null
        ) then coalesce(sum({column}), 0) end
        from rpt_executive__daily where {IN_PERIOD}
    )"""


def distinct(table: str, column: str) -> str:
    return f"""(
        select case when exists (
            select 1 from rpt_executive__{table} where world_id = $world
        ) then coalesce(sum({column}), 0) end
        from rpt_executive__{table}
        where {IN_PERIOD} and channel_name is null
            and (previous_date is null or previous_date < $start)
    )"""


def ratio(top: str, bottom: str) -> str:
    return f"({top}::double / nullif({bottom}::double, 0))"


def of(table: str, column: str) -> str:
    """The same of another table, all of whose rows know the column."""
    return f"""(
        select case when exists (
            select 1 from rpt_executive__{table} where world_id = $world and {column} is not null
        ) then coalesce(sum({column}), 0) end
        from rpt_executive__{table} where {IN_PERIOD}
    )"""


CUSTOMERS = distinct("customer_days", "customer_count")
# A first year's value: what each order brought, how often, and the share of it that was left.
LTV = (
    ratio(
        of("first_years", "first_year_net_revenue_amount"),
        of("first_years", "first_year_order_count"),
    )
    + " * "
    + ratio(
        of("first_years", "first_year_order_count"), of("first_years", "first_year_customer_count")
    )
    + " * "
    + ratio(
        of("first_years", "first_year_contribution_amount"),
        of("first_years", "first_year_covered_net_revenue_amount"),
    )
)
CAC = ratio(total("marketing_spend_amount"), total("new_customer_count"))
TILES = {
    "gmv": total("gmv_amount"),
    "net_revenue": total("net_revenue_amount"),
    "orders": total("order_count"),
    "aov": ratio(total("gmv_amount"), total("order_count")),
    "blended_roas": ratio(total("net_revenue_amount"), total("spend_amount")),
    "mer": ratio(total("gmv_amount"), total("marketing_spend_amount")),
    "ad_spend": total("spend_amount"),
    "gross_margin": ratio(total("gross_profit_amount"), total("costed_net_revenue_amount")),
    "customers": CUSTOMERS,
    "new_customers": total("new_customer_count"),
    "sellers": distinct("seller_days", "seller_count"),
    "products_sold": distinct("product_days", "product_count"),
    "new_customer_rate": ratio(total("new_customer_count"), CUSTOMERS),
    "net_revenue_per_order": ratio(total("net_revenue_amount"), total("order_count")),
    "units_sold": total("unit_count"),
    "seller_vouchers": total("seller_voucher_amount"),
    "refunds": total("refund_amount"),
    "gross_profit": total("gross_profit_amount"),
    "cost_coverage": ratio(total("costed_net_revenue_amount"), total("net_revenue_amount")),
    "marketing_spend": total("marketing_spend_amount"),
    "contribution": f"""({total("contribution_before_marketing_amount")}
        - {total("packing_amount")} - {total("marketing_spend_amount")})""",
    "contribution_coverage": ratio(
        total("covered_net_revenue_amount"), total("net_revenue_amount")
    ),
    "ltv": LTV,
    "cac": CAC,
    "ltv_to_cac": ratio(f"({LTV})", CAC),
    "payback_days": f"365 * {ratio(CAC, f'({LTV})')}",
    "responses_per_contacted_customer": ratio(
        of("outreach", "response_count"), of("outreach", "contacted_customer_count")
    ),
    "claimed_revenue": total("claimed_revenue_amount"),
    "roas": ratio(total("claimed_revenue_amount"), total("spend_amount")),
    "impressions": total("impression_count"),
    "clicks": total("click_count"),
    "ctr": ratio(total("click_count"), total("impression_count")),
    "cpc": ratio(total("spend_with_clicks_amount"), total("click_count")),
    "cpm": "1000 * " + ratio(total("spend_with_impressions_amount"), total("impression_count")),
}


@dataclass(frozen=True)
class World:
    """A shop in one currency, as published."""

    world_id: str
    first: date
    last: date


class Published:
    """SQL over the published tables."""

    def __init__(self, shop: Shop) -> None:
        self.con = duckdb.connect()
        for path in shop.settings.publish.glob("*.parquet"):
            self.con.execute(f"create view {path.stem} as select * from read_parquet('{path}')")

    def worlds(self) -> list[World]:
        rows = self.con.execute(
            """select world_id, first_date, last_date from rpt_executive__worlds
            order by last_date desc, world_id"""
        ).fetchall()
        return [World(*row) for row in rows]

    def tile(self, metric: str, world: World, start: date, stop: date) -> float | None:
        row = self.con.execute(
            f"select {TILES[metric]}", {"world": world.world_id, "start": start, "stop": stop}
        ).fetchone()
        assert row is not None
        return None if row[0] is None else float(row[0])


def month_back(day: date) -> date:
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def span_of(preset: str, world: World) -> tuple[date, date]:
    last = world.last
    quarter = date(last.year, last.month - (last.month - 1) % 3, 1)
    starts = {
        "today": last,
        "7D": last - timedelta(6),
        "30D": last - timedelta(29),
        "MTD": last.replace(day=1),
        "QTD": quarter,
        "YTD": date(last.year, 1, 1),
        "all": world.first,
    }
    return max(starts[preset], world.first), last


def previous_of(preset: str, start: date, stop: date) -> tuple[date, date] | None:
    length = (stop - start).days + 1
    if preset == "all":
        return None
    if preset == "MTD":
        before = month_back(start)
        return before, min(before + timedelta(length - 1), start - timedelta(1))
    if preset == "QTD":
        before = month_back(month_back(month_back(start)))
        return before, min(before + timedelta(length - 1), start - timedelta(1))
    if preset == "YTD":
        day = min(stop.day, monthrange(stop.year - 1, stop.month)[1])
        return date(start.year - 1, 1, 1), date(stop.year - 1, stop.month, day)
    return start - timedelta(length), start - timedelta(1)


def shown(page: Page) -> dict[str, dict[str, Any]]:
    """Every tile by its metric: what stands in it, and what it says when pointed at."""
    unfold(page)
    tiles: list[dict[str, Any]] = page.eval_on_selector_all(
        "[data-component=BigValue]",
        """tiles => tiles.map(tile => ({
            metric: JSON.parse(tile.dataset.attributes).metric,
            text: tile.querySelector('.tile-value').textContent,
            exact: tile.querySelector('.tile-value').title,
            previous: tile.querySelector('.tile-delta').title.replace('before: ', ''),
        }))""",
    )
    return {tile["metric"]: tile for tile in tiles}


def number(text: str) -> float | None:
    """A number as people read it: ฿1,234.50, 12.30%, 1.234x."""
    if text in ("", "–"):
        return None
    digits = re.sub(r"[^0-9.-]", "", text)
    return float(digits) / (100 if text.endswith("%") else 1)


def rounded(value: float, text: str) -> float:
    """As exactly as the text tells it."""
    places = len(re.sub(r"[^0-9.]", "", text).partition(".")[2])
    return abs(value) * 1e-9 + 0.5000001 * 10.0 ** -(places + (2 if text.endswith("%") else 0))


def assert_same(text: str, wanted: float | None, where: str) -> None:
    seen = number(text)
    if wanted is None:
        assert seen is None, f"{where}: the page shows {text}, SQL gives nothing"
    else:
        assert seen is not None, f"{where}: the page shows nothing, SQL gives {wanted}"
        assert abs(seen - wanted) <= rounded(wanted, text), f"{where}: {text}, SQL gives {wanted}"


def check_tiles(
    page: Page, published: Published, world: World, preset: str, start: date, stop: date
) -> None:
    tiles = shown(page)
    assert set(tiles) == set(TILES), "a tile has no SQL here: add it to TILES"
    before = previous_of(preset, start, stop)
    if before is not None and before[0] < world.first:
        before = None
    for metric, tile in tiles.items():
        where = f"{world.world_id}, {preset} {start}..{stop}, {metric}"
        now = published.tile(metric, world, start, stop)
        assert_same(tile["exact"], now, where)
        earlier = published.tile(metric, world, *before) if before else None
        if tile["previous"]:
            assert before is not None
            assert_same(tile["previous"], earlier, where + ", before")
        if now is not None and tile["text"][-1].isdigit() and metric in ("orders", "sellers"):
            assert tile["text"].replace(",", "") == f"{now:.0f}"


def told(page: Page, component: str) -> list[dict[str, Any]]:
    """What the components of a kind say that they show."""
    parts: list[dict[str, Any]] = everything_told(page)
    return [n for part in parts if part["component"] == component for n in part["numbers"]]


def choose(page: Page, preset: str) -> None:
    page.locator(f"[data-period='{preset}']").click()
    drawn(page)


def select_world(page: Page, world: World) -> None:
    selector = page.locator(".worldselector select")
    if selector.is_visible():
        selector.select_option(world.world_id)
        drawn(page)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_tile_equals_sql_in_every_period(browser: Browser, shop: Shop, preset: str) -> None:
    published = Published(shop)
    page = open_page(browser, shop, "index", 1280).page
    for world in published.worlds():
        select_world(page, world)
        choose(page, preset)
        check_tiles(page, published, world, preset, *span_of(preset, world))
    page.context.close()


def test_every_tile_equals_sql_for_dates_of_ones_own(browser: Browser, shop: Shop) -> None:
    published = Published(shop)
    page = open_page(browser, shop, "index", 1280).page
    chance = Random(7)
    for world in published.worlds():
        for _ in range(deep(3, 200)):
            days = (world.last - world.first).days
            start = world.first + timedelta(chance.randint(0, days))
            stop = start + timedelta(chance.randint(0, (world.last - start).days))
            select_world(page, world)
            choose(page, "custom")
            page.locator("input[aria-label=From]").fill(start.isoformat())
            page.locator("input[aria-label=To]").fill(stop.isoformat())
            check_tiles(page, published, world, "custom", start, stop)
    page.context.close()


def test_quarters_and_their_growth_equal_sql(browser: Browser, simulated_shop: Shop) -> None:
    published = Published(simulated_shop)
    (world,) = published.worlds()
    page = open_page(browser, simulated_shop, "index", 1280).page
    chart = page.locator(".barchart")
    values = [number["value"] for number in told(page, "BarChart")]
    growth = json.loads(chart.get_attribute("data-growth") or "[]")
    rows = published.con.execute(
        """select date_trunc('quarter', activity_date)::date, sum(gmv_amount)
        from rpt_executive__daily group by 1 order by 1""",
    ).fetchall()
    assert values == pytest.approx([float(total) for _, total in rows])
    assert growth[0] is None, "nothing lies before the first quarter"
    assert growth[1] is None, "the first quarter is not whole: the data begin within it"
    for at in range(2, len(rows) - 1):
        assert growth[at] == pytest.approx(float(rows[at][1] / rows[at - 1][1]) - 1)
    # The last one is not over: the same number of days of the quarter before.
    start = rows[-1][0]
    days = (world.last - start).days
    row = published.con.execute(
        "select sum(gmv_amount) from rpt_executive__daily where activity_date between ? and ?",
        [rows[-2][0], rows[-2][0] + timedelta(days)],
    ).fetchone()
    assert row is not None
    assert growth[-1] == pytest.approx(float(rows[-1][1] / row[0]) - 1)
    page.context.close()


def test_two_currencies_are_a_choice_and_never_a_sum(browser: Browser, real_sets: Shop) -> None:
    published = Published(real_sets)
    page = open_page(browser, real_sets, "index", 1280).page
    assert page.locator(".worldselector select").is_visible()
    seen = {}
    for world in published.worlds():
        select_world(page, world)
        choose(page, "all")
        seen[world.world_id] = shown(page)["net_revenue"]["exact"]
        assert f"{world.last.day} " in page.locator(".lastrefreshed").inner_text()
        assert str(world.last.year) in page.locator(".lastrefreshed").inner_text()
    assert seen == {
        "olist · BRL": "R$13,494,400.74",
        "dunnhumby · GBP": "£526,252.02",
        "daily_marketing · USD": "$31,406,165.81",
    }
    page.context.close()


def test_the_page_shows_the_published_figures_of_the_public_sets(
    browser: Browser, real_sets: Shop
) -> None:
    page = open_page(browser, real_sets, "data-health", 1280).page
    text = " ".join(page.locator("main").inner_text().split())
    for figure in (
        "orders placed 99,441",
        "order lines 112,650",
        "item amount placed 13,591,643.70",
        "freight on lines 2,251,909.54",
        "payments 103,886",
        "orders with payments 99,440",
        "payment amount 16,008,872.12",
        "buyers – 96,096",
        "buyers with more than one order 2,997",
        "sellers 3,095",
        "products 32,951",
        "reviews 99,224",
        "mean review score 4.0864",
        "leads 8,000",
        "deals 842",
        "ad spend 5,258,304.06",
        "claimed revenue 14,773,594.65",
        "reported revenue 31,406,165.81",
        "reported orders 352,602",
        "reported new customers 146,668",
        "reported gross profit 17,242,238.55",
    ):
        assert figure.replace("buyers – ", "buyers ") in text, figure
    page = open_page(browser, real_sets, "index", 1280).page
    select_world(page, World("daily_marketing · USD", date.min, date.min))
    choose(page, "all")
    tiles = shown(page)
    assert Decimal(tiles["ad_spend"]["exact"].lstrip("$").replace(",", "")) == Decimal("5258304.06")
    assert Decimal(tiles["net_revenue"]["exact"].lstrip("$").replace(",", "")) == Decimal(
        "31406165.81"
    )
    assert tiles["orders"]["exact"] == "352,602"
    assert tiles["new_customers"]["exact"] == "146,668"
    page.context.close()


@pytest.mark.parametrize("name", ["products", "sales-operations", "fulfilment"])
def test_a_shop_whose_files_tell_no_orders_gets_a_sentence_and_no_empty_tiles(
    browser: Browser, real_sets: Shop, name: str
) -> None:
    page = open_page(browser, real_sets, name, 1280).page
    tiles = page.locator(".bigvalue:visible")
    for world in Published(real_sets).worlds():
        select_world(page, world)
        is_told = "daily_marketing" not in world.world_id
        assert (tiles.count() > 0) == is_told
        assert page.get_by_text("The files of this shop").is_visible() != is_told
    page.context.close()


def test_a_filter_that_the_tiles_cannot_follow_leaves_the_page_standing(
    browser: Browser, simulated_shop: Shop
) -> None:
    page = open_page(
        browser, simulated_shop, "sales-operations", 1280, "#f.device=No+such+device"
    ).page
    assert "cannot be split by device" in page.locator(".bigvalue:visible").first.inner_text()
    assert page.get_by_text("The files of this shop").is_hidden()
    page.context.close()


def test_a_view_can_be_sent_as_a_link(browser: Browser, simulated_shop: Shop) -> None:
    page = open_page(browser, simulated_shop, "index", 1280).page
    choose(page, "YTD")
    address = page.evaluate("location.hash")
    gmv = shown(page)["gmv"]["exact"]
    page.context.close()
    other = open_page(browser, simulated_shop, "index", 390, address).page
    assert other.locator("[data-period='YTD']").get_attribute("aria-pressed") == "true"
    assert shown(other)["gmv"]["exact"] == gmv
    other.context.close()


def test_text_of_files_is_text_on_pages(
    browser: Browser, simulated_shop: Shop, tmp_path: Path
) -> None:
    """A file whose name is markup, quotes, emoji and 5,000 characters more."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from reports.render.site import render_site

    publish = tmp_path / "publish"
    shutil.copytree(simulated_shop.settings.publish, publish)
    hostile = "</script><img src=x onerror=alert(1)>\"'&amp;😀‮" + "x" * 5_000
    refused = publish / "rpt_data_health__refused.parquet"
    schema = pq.read_schema(refused)
    rows = {name: pa.array([hostile], schema.field(name).type) for name in schema.names}
    pq.write_table(pa.table(rows, schema=schema), refused)
    render_site(publish, tmp_path / "site")
    context = browser.new_context(viewport={"width": 390, "height": 900}, offline=True)
    page = context.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto(f"file://{tmp_path}/site/data-health.html")
    page.wait_for_selector("html[data-complete]")
    cells = page.locator("td", has_text="</script>").all_inner_texts()
    assert cells and all(cell == hostile for cell in cells)
    assert page.locator("main img").count() == 0
    assert dialogs == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
