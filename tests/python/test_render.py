"""Pages to HTML: what is refused and how it is told, what is packed and that it is exact."""

from __future__ import annotations

import base64
import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.render.errors import PageError
from reports.render.pack import PackError, pack
from reports.render.page import read_page
from reports.render.queries import Published, QueryError
from reports.render.site import PAGES, read_pages, render_site
from tests.python.render_helpers import DAILY, page, publish_into, query


@pytest.fixture
def publish(tmp_path: Path) -> Path:
    return publish_into(tmp_path / "publish")


# What is wrong: the body of a page, the line that is named, and words of the message.
WRONG = {
    "an unknown component": ("\n<BigValu metric=gmv/>\n", 5, "<BigValu>; the nearest is BigValue"),
    "an unknown inline component": ("a\nb <Valu metric=gmv/>\n", 5, "<Valu>; the nearest is Value"),
    "an unknown attribute": (
        "<BigValue metrc=gmv/>\n",
        4,
        "no attribute metrc; the nearest is metric",
    ),
    "a missing attribute": ("<BigValue/>\n", 4, "<BigValue> needs the attribute metric"),
    "an unknown metric": (DAILY + "<BigValue metric=gmw/>\n", 7, "metric gmw; the nearest is gmv"),
    "a metric without its measure": (
        DAILY + "<BigValue metric=orders/>\n",
        7,
        "needs the measure order_count, which no query selects with its activity_date",
    ),
    "an unknown query": (DAILY + "<DataTable data={dailly}/>\n", 7, "the nearest is daily"),
    "an unknown table": (
        query("select * from rpt_pulse__dayly"),
        4,
        "no published table rpt_pulse__dayly; the nearest is rpt_pulse__daily",
    ),
    "an unknown column": (query("select gmv_amout from rpt_pulse__daily"), 4, "gmv_amout"),
    "a join": (
        query("select * from rpt_pulse__daily join rpt_pulse__other using (world_id)"),
        4,
        "joins nothing",
    ),
    "an aggregate": (
        query("select sum(gmv_amount) from rpt_pulse__daily"),
        4,
        "sum belongs in a rpt_ model",
    ),
    "a ratio": (
        query("select gmv_amount / 2 from rpt_pulse__daily"),
        4,
        "/ belongs in a rpt_ model",
    ),
    "a new name": (
        query("select gmv_amount as revenue from rpt_pulse__daily"),
        4,
        "renames nothing; revenue is a new name",
    ),
    "a grouping": (
        query("select world_id from rpt_pulse__daily group by world_id"),
        4,
        "does not aggregate",
    ),
    "a subquery": (query("select * from (select * from rpt_pulse__daily)"), 4, "joins nothing"),
    "a CTE": (query("with a as (select 1) select * from rpt_pulse__daily"), 4, "one plain select"),
    "two statements": (query("select * from rpt_pulse__daily; select 1"), 4, "one plain select"),
    "a file": (query("select * from read_csv('/etc/passwd')"), 4, "joins nothing"),
    "SQL that is none": (query("selectt"), 4, "cannot be read"),
    "a query without a name": (query("select 1", ""), 4, "needs a name"),
    "a name twice": (DAILY + DAILY, 7, "two queries daily"),
    "other code": ("```python\n1\n```\n", 4, "shows no code"),
    "another word after a name": (query("select 1", " daily lasy"), 4, "or ```sql daily lazy"),
    "an unknown column of a table": (
        DAILY + '\n<DataTable data={daily} columns="activity_date,gmv_amout"/>\n',
        8,
        "query daily has no column gmv_amout; the nearest is gmv_amount",
    ),
    "a unit that is no column": (
        DAILY + "<DataTable data={daily} unit=units/>\n",
        7,
        "query daily has no column units",
    ),
    "an unknown dimension": (
        DAILY + "<Breakdown by=chanel_name metrics=gmv/>\n",
        7,
        "there is no dimension chanel_name; the nearest is channel_name",
    ),
    "a dimension that is no text": (
        DAILY + "<Breakdown by=activity_date metrics=gmv/>\n",
        7,
        "there is no dimension activity_date",
    ),
    "a column of a table that is none": (
        DAILY + "<DataTable data={daily}>\n<Column id=gmv_amout/>\n</DataTable>\n",
        8,
        "query daily has no column gmv_amout; the nearest is gmv_amount",
    ),
    "a column that is no metric of its table": (
        DAILY + "<DataTable by=channel_name metrics=gmv>\n<Column id=gmw/>\n</DataTable>\n",
        8,
        "there is no column gmw; the nearest is gmv",
    ),
    "a link to no page": (
        DAILY + "<DataTable data={daily} link=world_id/>\n",
        7,
        "there is no page of each world_id",
    ),
    "a grain that is none": (
        DAILY + "<BarChart metric=gmv grain=weak/>\n",
        7,
        "<BarChart> has no grain weak; the nearest is week",
    ),
    "a number that is none": (DAILY + "<Grid cols=four>\n</Grid>\n", 7, "needs a whole number"),
    "a link in the text to no page": (
        "See [that](tset).\n",
        4,
        "no page tset; the nearest is test",
    ),
    "a parameter without a page of many": (
        query("select * from rpt_pulse__daily where channel_name = ${params.channel}"),
        4,
        "there is no parameter channel; only a page like [sku].md has parameters",
    ),
    "a parameter typed as SQL": (
        query("select * from rpt_pulse__daily where channel_name = $channel"),
        4,
        "only selects, filters and orders",
    ),
    "something not closed": ("<Grid cols=2>\n", 4, "<Grid> is not closed"),
    "something closed twice": ("</Grid>\n", 4, "</Grid> closes nothing"),
    "a tile that encloses": ("<BigValue metric=gmv>\n", 4, "encloses nothing"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_page_fails_with_page_line_and_the_nearest_name(
    tmp_path: Path, publish: Path, what: str
) -> None:
    body, line, words = WRONG[what]
    path = page(tmp_path, body)
    with pytest.raises(PageError) as failed:
        render_site(publish, tmp_path / "site", pages=path.parent)
    message = str(failed.value)
    assert message.startswith(f"reports/pages/test.md, line {line}: "), message
    assert words in message, message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("front", "words"),
    [
        ("titel: Test", "needs a title"),
        ("title: Test\naudienz: x", "has no audienz; the nearest is audience"),
        ("title: Test\nperiod: 31D", "no period 31D; the nearest is 30D"),
        ("title: [", "is not YAML"),
    ],
)
def test_wrong_front_matter_is_told(tmp_path: Path, front: str, words: str) -> None:
    with pytest.raises(PageError, match=words):
        read_page(page(tmp_path, "", front))


def test_markup_of_a_page_is_text_and_components_are_places(tmp_path: Path, publish: Path) -> None:
    body = DAILY + "\n<b>bold?</b> and <Value metric=gmv/>.\n\n<script>alert(1)</script>\n"
    render_site(publish, tmp_path / "site", pages=page(tmp_path, body).parent)
    html = (tmp_path / "site" / "test.html").read_text()
    assert "&lt;b&gt;bold?&lt;/b&gt;" in html
    assert "<script>alert" not in html
    assert 'data-component="Value" data-attributes="{&quot;metric&quot;: &quot;gmv&quot;}"' in html
    assert "Goods &lt;sold&gt;." in html


def test_a_page_that_is_gone_leaves_no_file(tmp_path: Path, publish: Path) -> None:
    path = page(tmp_path, "# One\n")
    render_site(publish, tmp_path / "site", pages=path.parent)
    path.rename(path.with_name("two.md"))
    files = render_site(publish, tmp_path / "site", pages=path.parent)
    assert [f.name for f in files] == ["two.html"]
    assert [f.name for f in (tmp_path / "site").glob("*.html")] == ["two.html"]


def test_the_same_tables_give_the_same_bytes(tmp_path: Path, publish: Path) -> None:
    path = page(tmp_path, DAILY + "<BigValue metric=gmv/>\n")
    for name in ("one", "two"):
        render_site(publish, tmp_path / name, pages=path.parent)
    assert (tmp_path / "one" / "test.html").read_bytes() == (
        tmp_path / "two" / "test.html"
    ).read_bytes()


def test_a_query_may_filter_and_order(publish: Path) -> None:
    published = Published(publish)
    sql = """select world_id, gmv_amount from rpt_pulse__daily
        where gmv_amount is not null and world_id in ('main · THB') and activity_date > '2025-12-31'
        order by activity_date desc limit 5"""
    assert published.fetch(sql).num_rows == 1
    with pytest.raises(QueryError):
        published.fetch("select * from rpt_pulse__daily where gmv_amount > (select 1)")
    published.close()


# --- packing --------------------------------------------------------------------------------------


def unpack(packed: dict[str, Any]) -> list[Any]:
    """What the client makes of a column (reports/client/src/table.ts), here in Python."""

    def array(key: str, kind: str) -> np.ndarray[Any, Any]:
        planes = np.frombuffer(base64.b64decode(packed[key]), dtype="u1")
        size = np.dtype(kind).itemsize
        return np.ascontiguousarray(planes.reshape(size, -1).T).view(kind).ravel()

    if packed["kind"] == "text":
        return [packed["words"][code] for code in array("codes", "<" + packed["width"])]
    if packed["kind"] == "date":
        start = dt.date(1970, 1, 1) + dt.timedelta(packed["start"])
        days = np.cumsum(array("steps", "<u2").astype(int)) % 2**16
        return [None if d == 65535 else start + dt.timedelta(int(d)) for d in days]
    if packed["kind"] == "flag":
        return [{0: False, 1: True, 2: None}[int(v)] for v in array("values", "u1")]
    scale = packed["scale"]
    width = packed["width"]
    null = {"i1": -128, "i2": -32768, "i4": -(2**31), "f8": None}[width]
    return [
        None if v == null or np.isnan(v) else Decimal(int(v)).scaleb(-scale)
        for v in array("values", "<" + width)
    ]


MONEY = st.none() | st.decimals(-(10**9), 10**9, places=4)


@settings(deadline=None, max_examples=60)
@given(
    money=st.lists(MONEY, min_size=1, max_size=30),
    counts=st.lists(st.none() | st.integers(-(2**40), 2**40), min_size=1, max_size=30),
    days=st.lists(
        st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)), min_size=1, max_size=30
    ),
    words=st.lists(st.none() | st.text(), min_size=1, max_size=30),
    flags=st.lists(st.none() | st.booleans(), min_size=1, max_size=30),
)
def test_what_is_packed_comes_out_exactly(
    money: list[Any], counts: list[Any], days: list[Any], words: list[Any], flags: list[Any]
) -> None:
    for values, kind in (
        (money, pa.decimal128(18, 4)),
        (counts, pa.int64()),
        (days, pa.date32()),
        (words, pa.string()),
        (flags, pa.bool_()),
    ):
        packed = pack(pa.table({"a": pa.array(values, kind)}))
        assert packed["rows"] == len(values)
        assert unpack(packed["columns"]["a"]) == values


WIDTHS = {"i1": 127, "i2": 32767, "i4": 2**31 - 1, "f8": 2**52}


@pytest.mark.parametrize("width", WIDTHS)
def test_a_number_is_as_wide_as_its_largest_value(width: str) -> None:
    for largest in (WIDTHS[width], -WIDTHS[width]):
        packed = pack(pa.table({"a": pa.array([largest, None, 0], pa.int64())}))["columns"]["a"]
        assert packed["width"] == width
        assert unpack(packed) == [largest, None, 0]
    if width != "f8":  # the smallest integer is null's, so a value there needs the next width
        packed = pack(pa.table({"a": [-WIDTHS[width] - 1]}))["columns"]["a"]
        assert packed["width"] != width
        assert unpack(packed) == [-WIDTHS[width] - 1]


def test_amounts_lose_the_zeros_that_all_of_them_end_in() -> None:
    kind = pa.decimal128(18, 4)
    for amounts, scale in ((["1.2300", "5.0000"], 2), (["1.2345", "5.0000"], 4)):
        column = pa.array([Decimal(a) for a in amounts], kind)
        packed = pack(pa.table({"a": column}))["columns"]["a"]
        assert packed["scale"] == scale
        assert unpack(packed) == [Decimal(a) for a in amounts]


def test_a_slice_is_packed_as_itself() -> None:
    table = pa.table({"a": pa.array([Decimal(n) for n in range(9)], pa.decimal128(18, 4))})
    assert unpack(pack(table.slice(3, 4))["columns"]["a"]) == [3, 4, 5, 6]


def test_words_take_two_bytes_only_where_one_is_too_few() -> None:
    for count, width in ((256, "u1"), (257, "u2")):
        words = [f"word {n:03}" for n in range(count)]
        packed = pack(pa.table({"a": words[::-1]}))["columns"]["a"]
        assert packed["width"] == width
        assert unpack(packed) == words[::-1]


def test_what_a_browser_cannot_count_is_refused() -> None:
    huge = pa.table({"a": pa.array([Decimal("900000000000000.0000")] * 2, pa.decimal128(28, 4))})
    with pytest.raises(PackError, match="a adds up to more than a browser can count"):
        pack(huge)
    with pytest.raises(PackError, match="double"):
        pack(pa.table({"a": [1.5]}))


def test_the_pages_of_the_project_can_be_read() -> None:
    pages = read_pages(PAGES)
    assert {p.slug for p in pages} >= {"index", "data-health"}
    for read in pages:
        assert read.front.get("audience"), f"{read.file} names no audience"
        for asked in read.queries.values():
            assert asked.sql.count("rpt_") == 1
