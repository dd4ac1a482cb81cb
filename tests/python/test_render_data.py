"""The data of a page: which queries hold a measure, and which tables come after the first paint."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reports.render.site import render_site
from tests.python.render_helpers import DAILY, MORE, data_of, page, publish_into, query, script_of

LAZY = query("select * from rpt_pulse__daily", " late lazy")


@pytest.fixture
def publish(tmp_path: Path) -> Path:
    return publish_into(tmp_path / "publish")


def test_a_measure_has_every_query_that_holds_it(tmp_path: Path, publish: Path) -> None:
    without = query("select world_id, activity_date from rpt_pulse__daily", " bare")
    body = DAILY + without + MORE + LAZY + "<BigValue metric=gmv/>\n"
    render_site(publish, tmp_path / "site", pages=page(tmp_path, body).parent)
    data = data_of(tmp_path / "site" / "test.html")
    assert data["homes"] == {"gmv_amount": ["daily", "more", "late"]}
    assert list(data["tables"]) == ["daily", "bare", "more"]


def test_a_lazy_table_is_a_script_that_the_page_tells_of(tmp_path: Path, publish: Path) -> None:
    body = DAILY + LAZY + "<BigValue metric=gmv/>\n"
    site = tmp_path / "site"
    render_site(publish, site, pages=page(tmp_path, body).parent)
    data = data_of(site / "test.html")
    told = data["lazy"]["late"]
    file, _, version = told["file"].partition("?")
    assert file == "assets/data/test.late.js"
    assert len(version) == 8
    assert told["rows"] == 2
    assert told["columns"] == {
        "world_id": "text",
        "channel_name": "text",
        "activity_date": "date",
        "gmv_amount": "number",
    }
    key, table = script_of(site / file)
    assert key == "late"
    assert table == data["tables"]["daily"]  # the same query, packed the same way


def test_a_table_too_large_for_the_first_view_comes_after_it(tmp_path: Path, publish: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 2**31, 150_000)
    numbers = pa.table({"noise": pa.array(noise, pa.int64())})
    pq.write_table(numbers, publish / "rpt_pulse__noise.parquet")
    body = DAILY + query("select * from rpt_pulse__noise", " noise") + "<BigValue metric=gmv/>\n"
    site = tmp_path / "site"
    render_site(publish, site, pages=page(tmp_path, body).parent)
    data = data_of(site / "test.html")
    assert list(data["tables"]) == ["daily"]
    assert data["lazy"]["noise"]["rows"] == 150_000
    assert script_of(site / "assets" / "data" / "test.noise.js")[0] == "noise"


def test_a_lazy_script_that_is_gone_is_removed(tmp_path: Path, publish: Path) -> None:
    site = tmp_path / "site"
    render_site(publish, site, pages=page(tmp_path, LAZY).parent)
    assert (site / "assets" / "data" / "test.late.js").exists()
    render_site(publish, site, pages=page(tmp_path, DAILY).parent)
    assert not (site / "assets" / "data").exists()


def test_a_link_to_another_page_names_its_file(tmp_path: Path, publish: Path) -> None:
    page(tmp_path, "# Ads\n", "title: Ads\nslug: advertising", "ads.md")
    body = "See [ads](ads), [ads](/advertising.html), [here](https://example.org/a).\n"
    render_site(publish, tmp_path / "site", pages=page(tmp_path, body).parent)
    text = (tmp_path / "site" / "test.html").read_text()
    assert text.count('<a href="advertising.html" data-page-link="">ads</a>') == 2
    assert '<a href="https://example.org/a" rel="noopener noreferrer">here</a>' in text
