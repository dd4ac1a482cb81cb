"""reports/README.md says what is so: its example is executed, its table is the renderer's."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace

import duckdb
import jinja2
import pytest

from orchestration.settings import PROJECT, Settings
from reports.render.front_matter import KEYS, PERIODS
from reports.render.guide import README, with_table
from reports.render.site import render_site

MACROS = ("_project/money.sql", "_project/exchange_rates.sql", "dialect/iso_weekday.sql")
GUIDE = README.read_text(encoding="utf-8")


def test_the_table_of_components_is_the_renderers() -> None:
    assert with_table(GUIDE) == GUIDE, "run `python -m reports.render.guide`"


def test_every_key_of_the_front_matter_is_told() -> None:
    told = re.findall(r"^\| `(\w+)` \|", GUIDE.split("## Front matter")[1], re.MULTILINE)
    assert set(told[: len(KEYS)]) == KEYS
    for period in PERIODS:
        assert f"`{period}`" in GUIDE


def compiled(model: str, con: duckdb.DuckDBPyConnection) -> str:
    """A model as DuckDB runs it, with the project's macros and the warehouse's tables."""
    schemas = dict(
        con.execute("select table_name, table_schema from information_schema.tables").fetchall()
    )
    environment = jinja2.Environment(extensions=["jinja2.ext.do"], undefined=jinja2.StrictUndefined)
    macros = "\n".join((PROJECT / "macros" / name).read_text() for name in MACROS)
    environment.globals.update(
        {
            "ref": lambda name: f"{schemas[name]}.{name}",
            "return": lambda value: value,
            "dbt": SimpleNamespace(concat=" || ".join, type_string=lambda: "varchar"),
        }
    )
    known = environment.from_string(macros).module
    environment.globals["adapter"] = SimpleNamespace(
        dispatch=lambda name: getattr(known, f"default__{name}")
    )
    return environment.from_string(macros + model).render()


@pytest.fixture
def site(built_shop: Settings, tmp_path: Path) -> Path:
    """The example's table, made of a shop's warehouse, and the example's page over it."""
    [model] = re.findall(r"\n```sql\n(.*?)```", GUIDE, re.DOTALL)
    page = re.findall(r"\n````markdown\n(.*?)````", GUIDE, re.DOTALL)[0]
    publish, pages = tmp_path / "publish", tmp_path / "pages"
    publish.mkdir()
    pages.mkdir()
    with duckdb.connect(str(built_shop.warehouse), read_only=True) as con:
        target = publish / "rpt_weekdays__days.parquet"
        con.execute(f"copy ({compiled(model, con)}) to '{target}'")
    for name in ("metrics.json", "lineage.json", "rpt_executive__worlds.parquet"):
        (publish / name).write_bytes((built_shop.publish / name).read_bytes())
    (pages / "weekdays.md").write_text(page)
    render_site(publish, tmp_path / "site", pages=pages)
    return tmp_path / "site"


def test_the_example_is_a_table_and_a_page(site: Path, built_shop: Settings) -> None:
    text = (site / "weekdays.html").read_text()
    assert 'data-component="BarChart"' in text
    data = json.loads(text.split('id="page-data">')[1].split("</script>")[0])
    assert data["sources"]["days"] == "rpt_weekdays__days"
    assert data["tables"]["days"]["columns"]["weekday"]["words"] == list("1234567")
    with duckdb.connect() as con:
        mine, theirs = (
            con.execute(
                f"select sum(gmv_amount), sum(order_count) from read_parquet('{path}')"
            ).fetchone()
            for path in (
                site.parent / "publish" / "rpt_weekdays__days.parquet",
                built_shop.publish / "rpt_executive__daily.parquet",
            )
        )
    assert mine == theirs
