"""A page per product or campaign: which get one, what their files are called, what they hold."""

from __future__ import annotations

import base64
import re
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reports.render.errors import PageError
from reports.render.site import render_site
from tests.python.render_helpers import data_of, page, publish_into, query, script_of

# What files may say: SQL, markup, paths, names that differ in nothing but their case or marks.
KEYS = [
    "A-1",
    "a 2",
    "x' or '1'='1",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "เซรั่ม",
    "b+c",
    "b-c",
    "con",
    "${params.sku}",
]
FRONT = "title: Product\nentities:\n  query: products\n  key: sku\n  title: product_name"
LIST = query("select * from rpt_sku__list order by place", " products")
ROWS = query("select * from rpt_sku__rows where sku = ${params.sku}", " rows")
BODY = LIST + ROWS + "# <Entity/> of <Entity column=category/>\n"


def publish_products(folder: Path, keys: list[str], rows_per_key: int = 2) -> Path:
    """The list of products and their rows; each row says in a number whose it is."""
    publish_into(folder)
    listed = pa.table(
        {
            "place": range(len(keys)),
            "sku": keys,
            "product_name": [f"{key} & co" for key in keys],
            "category": ["Care"] * len(keys),
        }
    )
    pq.write_table(listed, folder / "rpt_sku__list.parquet")
    rows = pa.table(
        {
            "sku": [key for key in keys for _ in range(rows_per_key)],
            "place": [at for at in range(len(keys)) for _ in range(rows_per_key)],
        }
    )
    pq.write_table(rows, folder / "rpt_sku__rows.parquet")
    return folder


@pytest.fixture
def publish(tmp_path: Path) -> Path:
    return publish_products(tmp_path / "publish", KEYS)


def rendered(tmp_path: Path, publish: Path, body: str = BODY, front: str = FRONT) -> Path:
    pages = page(tmp_path, body, front, "products/[sku].md").parents[1]
    render_site(publish, tmp_path / "site", pages=pages)
    return tmp_path / "site"


def entities(site: Path) -> dict[str, str]:
    """The file of each entity by its key, as the search lists them."""
    _, index = script_of(site / "assets" / "search.js")
    return {key or title: file for file, title, key, _ in index["entities"]}


def test_each_entity_has_a_page_with_its_rows_alone(tmp_path: Path, publish: Path) -> None:
    site = rendered(tmp_path, publish)
    files = entities(site)
    assert list(files) == KEYS
    for place, key in enumerate(KEYS):
        rows = data_of(site / files[key])["tables"]["rows"]
        assert rows["rows"] == 2
        assert rows["columns"]["sku"]["words"] == [key]
        own = base64.b64encode(bytes([place, place])).decode()
        assert rows["columns"]["place"]["values"] == own


def test_no_name_of_a_file_is_a_path_from_data(tmp_path: Path, publish: Path) -> None:
    site = rendered(tmp_path, publish)
    files = entities(site)
    assert all(re.fullmatch(r"products/[a-z0-9-]+\.html", file) for file in files.values())
    assert len(set(files.values())) == len(KEYS)
    assert files["A-1"] == "products/a-1.html"
    assert files["a 2"] == "products/a-2.html"
    assert files["con"] != "products/con.html"
    # Two keys that would share a name both carry their hash, whichever comes first.
    assert {files["b+c"], files["b-c"]}.isdisjoint({"products/b-c.html"})
    on_disk = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert on_disk == set(files.values())


def test_names_and_values_are_text_and_no_markup(tmp_path: Path, publish: Path) -> None:
    site = rendered(tmp_path, publish)
    text = (site / entities(site)["<script>alert(1)</script>"]).read_text()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co of Care" in text
    assert "<script>alert" not in (site / "assets" / "search.js").read_text()


def test_a_page_below_a_folder_finds_its_files(tmp_path: Path, publish: Path) -> None:
    late = query("select * from rpt_sku__rows where sku = '${params.sku}'", " late lazy")
    site = rendered(tmp_path, publish, BODY + late)
    text = (site / "products" / "a-1.html").read_text()
    assert 'src="../assets/talad.js"' in text and 'href="../assets/talad.css"' in text
    data = data_of(site / "products" / "a-1.html")
    assert data["root"] == "../"
    file = data["lazy"]["late"]["file"].partition("?")[0]
    assert file == "../assets/data/products/a-1.late.js"
    key, table = script_of(site / "products" / file)
    assert (key, table["rows"]) == ("late", 2)


def test_a_table_links_to_the_pages_that_there_are(tmp_path: Path, publish: Path) -> None:
    front = FRONT + "\n  limit: 2"
    page(tmp_path, LIST + "<DataTable data={products} link=sku/>\n")
    site = rendered(tmp_path, publish, front=front)
    links = data_of(site / "test.html")["links"]
    assert links == {"sku": {"A-1": "products/a-1.html", "a 2": "products/a-2.html"}}
    assert len(list((site / "products").iterdir())) == 2


def test_a_column_of_a_table_links_too(tmp_path: Path, publish: Path) -> None:
    table = "<DataTable data={products}>\n<Column id=sku contentType=link/>\n</DataTable>\n"
    page(tmp_path, LIST + table)
    site = rendered(tmp_path, publish, front=FRONT + "\n  limit: 1")
    assert data_of(site / "test.html")["links"] == {"sku": {"A-1": "products/a-1.html"}}


def test_a_link_to_pages_of_others_is_none(tmp_path: Path, publish: Path) -> None:
    page(tmp_path, LIST + "<DataTable data={products} link=sku/>\n", "title: T\naudience: [all]")
    page(tmp_path, BODY, FRONT, "products/[sku].md")
    pages, site = tmp_path / "pages", tmp_path / "site"
    render_site(publish, site, pages=pages, audience="all")
    assert data_of(site / "test.html")["links"] == {"sku": {}}
    assert not (site / "products").exists()


def test_what_is_wrong_is_told_though_nothing_is_listed(tmp_path: Path) -> None:
    publish = publish_products(tmp_path / "publish", KEYS[:1])
    empty = pq.read_table(publish / "rpt_sku__list.parquet").slice(0, 0)
    pq.write_table(empty, publish / "rpt_sku__list.parquet")
    with pytest.raises(PageError, match=r"products/\[sku\]\.md, line 15: there is no metric gmw"):
        rendered(tmp_path, publish, LIST + ROWS + "\n<BigValue metric=gmw/>\n")


@pytest.mark.parametrize(
    ("body", "front", "told"),
    [
        (BODY, FRONT.replace("key: sku", "key: skuu"), "products has no column skuu; the nearest"),
        (BODY, FRONT.replace("query: products", "query: product"), "query product is not on"),
        (BODY, FRONT.replace("title: product_name", "name: a"), "line 3: entities have no name"),
        (BODY, FRONT + "\n  limit: many", "line 3: the limit of entities is a number"),
        (BODY, "title: Product", "a page of many entities is named"),
        (BODY.replace("column=category", "column=categry"), FRONT, "no column categry; the near"),
        (LIST + ROWS.replace("sku}", "skuu}"), FRONT, "parameter skuu; the nearest is sku"),
        (LIST + ROWS.replace("${params.sku}", "'%${params.sku}%'"), FRONT, "is no parameter"),
        (LIST + ROWS.replace("${params.sku}", "${sku}"), FRONT, "${sku} is no parameter"),
        (LIST.replace("order", "where sku = ${params.sku} order") + ROWS, FRONT, "lists all"),
    ],
)
def test_a_wrong_page_of_many_is_told(
    tmp_path: Path, publish: Path, body: str, front: str, told: str
) -> None:
    with pytest.raises(PageError) as failed:
        rendered(tmp_path, publish, body, front)
    message = str(failed.value)
    assert message.startswith("reports/pages/products/[sku].md, line ")
    assert told in message
    assert "\n" not in message


def test_two_hundred_pages_take_seconds(tmp_path: Path) -> None:
    keys = [f"SKU-{n:04}" for n in range(300)]
    publish = publish_products(tmp_path / "publish", keys, rows_per_key=730)
    started = time.monotonic()
    site = rendered(tmp_path, publish)
    assert len(list((site / "products").iterdir())) == 200  # where no limit is said
    # About 2 s on two slow cores; a query over the files for each page would take a minute.
    assert time.monotonic() - started < 20
