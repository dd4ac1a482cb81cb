"""A page as one file: what goes into it, what is left out, and when it is refused."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reports.render import digest as digest_module
from reports.render.digest import DigestError, digest
from reports.render.figures import figures
from reports.render.page import read_page
from reports.render.queries import Published

PAGE = """<!doctype html><html><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<link rel="stylesheet" href="assets/talad.css">
</head><body><nav id="menu"><a href="other.html">Other</a></nav>
<main><h1>Pulse</h1><p><a href="other.html#x" data-page-link>The <b>other</b></a>
<a href="#main">here</a></p></main>
<script type="application/json" id="page-data">DATA</script>
<script src="assets/talad.js"></script>
</body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "assets" / "data").mkdir(parents=True)
    (folder / "assets" / "words").mkdir()
    (folder / "assets" / "words" / "index.js").write_text(
        '(window.taladData??={})["/words"]={"GMV":"มูลค่า"};\n', encoding="utf-8"
    )
    data = {
        "sources": {"daily": "rpt_a"},
        "tables": {"daily": {"rows": 1}},
        "links": {"sku": {"1": "products/1.html"}},
        "words": "assets/words/index.js?12345678",
        "lazy": {"late": {"file": "assets/data/index.late.js?1234", "rows": 2, "columns": {}}},
    }
    (folder / "index.html").write_text(PAGE.replace("DATA", json.dumps(data)))
    (folder / "assets" / "talad.css").write_text("b { color: red }")
    (folder / "assets" / "talad.js").write_text("'</script>';")
    (folder / "assets" / "xlsx.js").write_text("'workbook';")
    (folder / "assets" / "data" / "index.late.js").write_text(
        '(window.taladData??={})["index/late"]={"rows":2,"t":"a;b","x":"'
        + "".join(f"{n * n:x}" for n in range(900))
        + '"};\n'
    )
    return folder


def packed(text: str) -> dict[str, str]:
    found = re.findall(r'data-packed="(\w+)" data-id="([\w-]*)">([^<]*)</script>', text)
    return {
        name or f"{kind} {at}": gzip.decompress(base64.b64decode(body)).decode()
        for at, (kind, name, body) in enumerate(found)
    }


def test_all_of_a_page_is_in_the_file_and_nothing_else_is_asked_for(
    site: Path, tmp_path: Path
) -> None:
    made = digest(site, "index", tmp_path, None)
    assert made == digest(site, "index", tmp_path, None)
    assert made.left_out == []
    text = made.content.decode()
    inside = packed(text)
    data = json.loads(inside["page-data"])
    assert data["tables"]["late"]["t"] == "a;b"
    assert data["words"] == {"GMV": "มูลค่า"}
    assert (data["lazy"], data["links"]) == ({}, {})
    assert inside["script 2"] == (site / "assets" / "talad.js").read_text()
    assert inside["script 3"] == (site / "assets" / "xlsx.js").read_text()
    assert "b { color: red }" in text
    assert not re.search(r'\b(?:src|href)="(?!#)', text)
    assert '<a href="#main">here</a>' in text
    assert "The <b>other</b>" in text


def test_only_the_scripts_of_the_file_may_run(site: Path, tmp_path: Path) -> None:
    text = digest(site, "index", tmp_path, None).content.decode()
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    allowed = set(re.findall(r"'sha256-([^']+)'", policy))
    inside = packed(text)
    inline = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    inline += [script for name, script in inside.items() if name.startswith("script")]
    assert len(inline) == 3
    assert allowed == {
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline
    }
    script_source = next(part for part in policy.split(";") if "script-src" in part)
    assert "unsafe" not in script_source
    assert "self" not in policy


def test_tables_that_come_late_stay_out_where_there_is_no_room(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = len(digest(site, "index", tmp_path, None).content)
    monkeypatch.setattr(digest_module, "LIMIT", whole - 1)
    made = digest(site, "index", tmp_path, None)
    assert made.left_out == ["late"]
    data = json.loads(packed(made.content.decode())["page-data"])
    assert "late" not in data["tables"]
    assert data["lazy"]["late"]["file"] == ""
    monkeypatch.setattr(digest_module, "LIMIT", 100)
    with pytest.raises(DigestError, match=f"{len(made.content):,} bytes, and 100 are the limit"):
        digest(site, "index", tmp_path, None)


# --- the tiles as text ----------------------------------------------------------------------------


def ratio(above: Any, below: Any) -> dict[str, Any]:
    return {"op": "/", "args": [above, below]}


METRICS: dict[str, Any] = {
    name: {"label": name.upper(), "format": form, "formula": formula}
    for name, form, formula in (
        ("gmv", "money", {"sum": "gmv_amount"}),
        ("aov", "money", ratio({"sum": "gmv_amount"}, {"sum": "order_count"})),
        ("buyers", "count", {"distinct": "customer_count"}),
        ("unknown", "money", {"sum": "cost_amount"}),
        ("nothing", "ratio", ratio({"sum": "gmv_amount"}, {"sum": "zero_count"})),
    )
}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def publish(tmp_path: Path) -> Path:
    folder = tmp_path / "publish"
    folder.mkdir()

    def write(name: str, **columns: Any) -> None:
        pq.write_table(pa.table(columns), folder / f"rpt_{name}.parquet")

    write(
        "worlds",
        world_id=["a", "b"],
        shop_name=["Old", "New"],
        currency=["THB", "USD"],
        first_date=[day("2026-01-01"), day("2026-01-01")],
        last_date=[day("2026-01-31"), day("2026-02-28")],
        last_order_date=[day("2026-01-31"), day("2026-02-28")],
    )
    write(
        "daily",
        world_id=["b", "b", "b", "a"],
        channel_name=["x", "y", "x", "x"],
        activity_date=[day("2026-02-22"), day("2026-02-28"), day("2026-02-21"), day("2026-02-28")],
        gmv_amount=pa.array([Decimal("1.10"), Decimal("2.20"), Decimal("100"), Decimal("1000")]),
        order_count=[1, 2, 4, 8],
        cost_amount=pa.array([None, None, None, Decimal("1")], pa.decimal128(9, 2)),
        zero_count=[0, 0, 0, 0],
    )
    write(
        "days",
        world_id=["b"] * 4,
        channel_name=[None, None, "x", None],
        activity_date=[day("2026-02-22"), day("2026-02-23"), day("2026-02-22"), day("2026-02-28")],
        previous_date=[day("2026-02-01"), day("2026-02-22"), None, None],
        customer_count=[3, 2, 3, 5],
    )
    return folder


def test_tiles_are_told_for_the_days_and_the_shop_that_the_page_opens_on(
    publish: Path, tmp_path: Path
) -> None:
    tiles = "".join(f"<BigValue metric={name}/>\n" for name in METRICS)
    queries = "".join(
        f"```sql {name}\nselect * from rpt_{name}\n```\n" for name in ("worlds", "daily", "days")
    )
    path = tmp_path / "page.md"
    path.write_text(f"---\ntitle: A\nperiod: 7D\n---\n{queries}\n{tiles}")
    published = Published(publish)
    said = figures(read_page(path), published, METRICS)
    published.close()
    assert said is not None
    assert (said.shop, said.start, said.end) == ("New, USD", day("2026-02-22"), day("2026-02-28"))
    # 3 buyers who were last there before, 5 who never were; 2 are counted on the 22nd already.
    assert {tile.metric: tile.text for tile in said.tiles} == {
        "gmv": "3.30 USD",
        "aov": "1.10 USD",
        "buyers": "8",
    }
