"""The laws of the dbt project hold, and each checker notices a breach."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import model_laws as laws
import pytest
from commands import run
from no_ratio import ratios, ratios_of_page

from orchestration.ingest import registry
from orchestration.settings import PROJECT, Settings
from orchestration.transform import calendar_events, staged

MACROS = PROJECT / "macros"
Manifest = Mapping[str, Any]


def pages() -> dict[str, str]:
    """The texts of the report pages, by the name of their exposure: campaign of [campaign].md."""
    folder = PROJECT / "reports" / "pages"
    return {
        path.stem.strip("[]").replace("-", "_"): path.read_text() for path in folder.rglob("*.md")
    }


def described(manifest: Manifest) -> list[laws.Node]:
    kinds = ("model", "seed", "snapshot")
    return [node for node in manifest["nodes"].values() if node["resource_type"] in kinds]


LAWS: dict[str, Callable[[Manifest], list[str]]] = {
    "models read only the layer below": lambda m: laws.readers_above_their_layer(
        m, staged.members()
    ),
    "a model's name follows from its folder": laws.ill_named_models,
    "a column's name tells its type": laws.ill_named_columns,
    "one YAML per model, beside it, of its name": laws.misplaced_yaml,
    "everything is described, the grain last": lambda m: laws.ill_described(described(m)),
    "staging models of an entity end in the same columns": lambda m: laws.unlike_siblings(
        m, staged.members()
    ),
    "marts and reports have contracts": laws.without_contract,
    "every key is tested": laws.without_key,
    "facts are tested against their dimensions": laws.without_relationship,
    "facts carry platform and shop": laws.facts_of_no_shop,
    "no test is lenient": laws.lenient_tests,
    "no model names a dialect or a clock": laws.dialects_and_clocks,
    "page, tables and exposure close the loop": lambda m: laws.open_loops(m, pages()),
}


@pytest.mark.parametrize("law", LAWS)
def test_the_project_keeps_the_law(manifest: Manifest, law: str) -> None:
    assert LAWS[law](manifest) == []


# --- breaches ------------------------------------------------------------------------------------

Breach = Callable[[Any], object]  # what breaks a manifest


def _model(manifest: Any, name: str) -> Any:
    return manifest["nodes"][f"model.talad.{name}"]


def _reads(name: str, read: str) -> Breach:
    return lambda m: _model(m, name)["depends_on"]["nodes"].append(read)


def _reads_model(name: str, read: str) -> Breach:
    return _reads(name, f"model.talad.{read}")


def _change(name: str, /, **change: object) -> Breach:
    return lambda m: _model(m, name).update(change)


def _change_column(name: str, column: str, /, **change: object) -> Breach:
    return lambda m: _model(m, name)["columns"][column].update(change)


def _forget_column(name: str, column: str) -> Breach:
    return lambda m: _model(m, name)["columns"].pop(column)


def _forget_tests(kind: str, of: str) -> Breach:
    def forget(manifest: Any) -> None:
        for test in laws.tests_of(manifest, f"model.talad.{of}", kind):
            del manifest["nodes"][test["unique_id"]]

    return forget


def _say(text: str) -> Breach:
    return _change("fct_orders", raw_code=text)


def _loosen(**config: object) -> Breach:
    def loosen(manifest: Any) -> None:
        tests = (n for n in manifest["nodes"].values() if n["resource_type"] == "test")
        next(tests)["config"].update(config)

    return loosen


def _show(table: str) -> Breach:
    def show(manifest: Any) -> None:
        exposure = manifest["exposures"]["exposure.talad.executive"]
        exposure["depends_on"]["nodes"].append(f"model.talad.{table}")

    return show


BREACHES: dict[str, list[tuple[Breach, str]]] = {
    "models read only the layer below": [
        (_reads_model("stg_olist__orders", "fct_orders"), "fct_orders (marts)"),
        (_reads_model("stg_olist__orders", "stg_olist__sellers"), "stg_olist__sellers (staging)"),
        (_reads("int_ads__unioned", "source.talad.meta_ads.performance"), "(source)"),
        (_reads_model("fct_orders", "stg_shopee__orders"), "stg_shopee__orders (staging)"),
        (_reads_model("fct_orders", "fct_payments"), "fct_payments (marts)"),
        (_reads_model("rpt_executive__daily", "int_ads__daily"), "int_ads__daily (intermediate)"),
        (_change("dim_shops", depends_on={"nodes": []}), "dim_shops no longer reads"),
    ],
    "a model's name follows from its folder": [
        (_change("stg_olist__orders", name="stg_shopee__orders"), "stg_olist__orders.sql"),
        (_change("fct_orders", name="orders"), "fct_orders.sql"),
        (_change("rpt_executive__daily", name="rpt_daily"), "rpt_executive__daily.sql"),
    ],
    "a column's name tells its type": [
        (_change_column("fct_orders", "order_date", name="order_day"), "order_day is a date"),
        (_change_column("fct_orders", "is_counted", name="counted"), "counted is a boolean"),
        (_change_column("fct_orders", "gmv_amount", name="gmv"), "gmv is a decimal"),
        (_change_column("fct_orders", "currency", name="money"), "no currency beside it"),
    ],
    "one YAML per model, beside it, of its name": [
        (_change("fct_orders", patch_path="talad://models/marts/core/core.yml"), "core.yml"),
        (_change("fct_orders", patch_path=None), "no file"),
    ],
    "everything is described, the grain last": [
        (_change("fct_orders", description="One row per order. And more."), "grain"),
        (_change("fct_orders", description=""), "no description"),
        (_change_column("fct_orders", "order_id", description=""), "has no description"),
        (
            lambda m: _model(m, "fct_orders")["columns"]["order_id"].update(
                description=_model(m, "fct_orders")["columns"]["order_key"]["description"]
            ),
            "described alike",
        ),
    ],
    "staging models of an entity end in the same columns": [
        (_forget_column("stg_shopee__orders", "fee_amount"), "stg_shopee__orders"),
    ],
    "marts and reports have contracts": [
        (
            lambda m: _model(m, "fct_orders")["config"]["contract"].update(enforced=False),
            "fct_orders has no contract",
        ),
        (_change_column("fct_orders", "order_id", data_type=None), "order_id has no type"),
    ],
    "every key is tested": [
        (_forget_tests("key", "stg_olist__orders"), "stg_olist__orders"),
    ],
    "facts are tested against their dimensions": [
        (_forget_tests("relationships", "fct_payments"), "fct_payments.order_key"),
    ],
    "facts carry platform and shop": [
        (_forget_column("fct_payments", "platform"), "fct_payments does not promise platform"),
        (_change_column("fct_payments", "shop_id", constraints=[]), "does not promise shop_id"),
    ],
    "no test is lenient": [
        (_loosen(severity="warn"), ""),
        (_loosen(error_if="> 10"), ""),
        (_loosen(where="is_counted"), ""),
        (_loosen(limit=1), ""),
        (lambda m: m["disabled"].update({"test.talad.gone": [{"name": "gone"}]}), "gone"),
    ],
    "no model names a dialect or a clock": [
        (_say("select current_date as order_date"), "current_date"),
        (_say("select now() as ordered_at"), "now("),
        (_say("{% if target.type == 'duckdb' %}"), "duckdb"),
        (_say("select cast(1 as varchar)"), "varchar"),
    ],
    "page, tables and exposure close the loop": [
        (_show("fct_orders"), "exposure executive reads fct_orders"),
        (_show("rpt_data_health__files"), "rpt_data_health__files is on 2 pages"),
        (lambda m: m["exposures"].clear(), "page executive has no exposure"),
        (lambda m: m["exposures"].pop("exposure.talad.executive"), "rpt_executive__daily is on 0"),
    ],
}

_CASES = [(law, breach, told) for law, breaches in BREACHES.items() for breach, told in breaches]


@pytest.mark.parametrize(
    ("law", "breach", "told"), _CASES, ids=[f"{law}: {told}" for law, _, told in _CASES]
)
def test_a_breach_of_the_law_is_noticed(
    manifest: Manifest, law: str, breach: Breach, told: str
) -> None:
    broken = copy.deepcopy(dict(manifest))
    breach(broken)
    problems = LAWS[law](broken)
    assert any(told in problem for problem in problems), problems


def test_every_law_is_shown_to_notice_a_breach() -> None:
    assert BREACHES.keys() == LAWS.keys()


# --- ratios --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        "select sum(gmv_amount) / sum(order_count) as aov",
        "select sum(gmv_amount)\n    / nullif(sum(order_count), 0)",
        "select avg(review_score) from reviews",
        "select AVG (review_score) from reviews",
        '{{ money("gmv_amount / order_count") }}',
        '{% set figures = [("orders", "sum(gmv_amount) / count(*)")] %}',
        "select '{{ name }}' as name, a / b from t where c = '{{ value }}'",
        "select 'it''s', a / b",
    ],
)
def test_a_ratio_by_hand_is_found(sql: str) -> None:
    assert ratios(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "select a -- a / b is a metric\nfrom t",
        "{# a / b #} select a from t",
        "/* avg(a) */ select a from t",
        "select 'a/b' as label from t",
        "select {{ share_of('amount', 'part', 'whole') }} from t",
        "select {{ metric('aov') }} as aov from t",
        "select average_review_score, averages from t",
    ],
)
def test_what_is_no_ratio_is_passed(sql: str) -> None:
    assert ratios(sql) == []


def test_no_model_and_no_test_writes_a_ratio_by_hand() -> None:
    files = [*(PROJECT / "models").rglob("*.sql"), *(PROJECT / "tests" / "dbt").rglob("*.sql")]
    found = {path.name: lines for path in files if (lines := ratios(path.read_text()))}
    assert len(files) > 100
    assert found == {}


def test_macros_divide_in_their_two_homes_alone() -> None:
    homes = {p.name for p in MACROS.rglob("*.sql") if ratios(p.read_text())}
    assert homes == {"share_of.sql", "metric.sql"}


def test_no_page_writes_a_ratio_by_hand() -> None:
    assert {name: ratios_of_page(text) for name, text in pages().items()} == {
        name: [] for name in pages()
    }
    assert ratios_of_page("# A page\n\n```sql aov\nselect gmv / orders from rpt\n```\n")
    assert ratios_of_page("Today / yesterday\n\n```sql aov\nselect gmv from rpt\n```\n") == []


# --- one set, one calendar -----------------------------------------------------------------------


def test_specs_sources_staging_folders_and_unions_are_one_set(manifest: Manifest) -> None:
    specs = {(export.platform, export.entity) for export in registry.exports()}
    sources = {
        (source["source_name"], source["name"])
        for source in manifest["sources"].values()
        if source["source_name"] not in staged.OWN
    }
    macro = staged.MACRO.read_text()
    readers = set(re.findall(r'\("(\w+)", "(\w+)", "\w+"\)', macro))
    folders = {path.name for path in staged.STAGING.iterdir() if path.is_dir()} - {*staged.OWN}
    united = {
        name.removeprefix("stg_").partition("__")[0] for name in re.findall(r'"(stg_\w+)"', macro)
    }
    assert specs == sources == readers
    assert {platform for platform, _ in specs} == folders == united


def test_the_unions_are_those_of_the_staging_folders(tmp_path: Path) -> None:
    assert staged.MACRO.read_text() == staged.macro_text()
    model = tmp_path / "lazada" / "stg_lazada__orders.sql"
    model.parent.mkdir()
    model.write_text('select * from {{ source("lazada", "orders") }}')
    assert staged.members(tmp_path) == {"orders": ["stg_lazada__orders"]}
    assert staged.readers(tmp_path) == [("lazada", "orders", "stg_lazada__orders")]


def test_the_calendar_is_what_its_rules_make() -> None:
    assert calendar_events.SEED.read_text() == calendar_events.csv_text()


# --- the warehouse -------------------------------------------------------------------------------


def test_models_hold_the_columns_that_they_describe(
    manifest: Manifest, built_shop: Settings
) -> None:
    with duckdb.connect(str(built_shop.warehouse), read_only=True) as con:
        there = con.execute(
            "select table_name, list(column_name order by ordinal_position) "
            "from information_schema.columns group by all"
        ).fetchall()
    columns = dict(there)
    differing = {
        node["name"]: sorted(set(node["columns"]) ^ set(columns[node["name"]]))
        for node in laws.models(manifest)
        if list(node["columns"]) != columns[node["name"]]
    }
    assert differing == {}


def test_everything_builds_and_holds_where_nothing_has_been_ingested(
    manifest: Manifest, empty_root: Settings
) -> None:
    """Every model, test and unit test, on the typed empty members alone. The tests of keys too: an
    aggregate without groups makes a row of nothing."""
    run("dbt", "build", environment=empty_root.environment())
    with duckdb.connect(str(empty_root.warehouse), read_only=True) as con:
        assert con.execute("select count(*) from marts.fct_orders").fetchone() == (0,)
        assert con.execute("select count(*) > 5000 from marts.dim_dates").fetchone() == (True,)
