"""A metric is one formula, wherever it is executed: in SQL, on a page and by MetricFlow."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import jinja2
import pytest
from commands import run

from orchestration.publish.metrics import MetricError, catalogue
from orchestration.settings import PROJECT, Settings
from reports.render.components import FORMATS

MACRO = PROJECT / "macros" / "metrics" / "metric.sql"
Manifest = Mapping[str, Any]
Number = float | None

# Those of the README's table and of the pages; MetricFlow has to agree on each.
PUBLISHED = [
    *("gmv", "net_revenue", "orders", "aov", "gross_margin"),
    *("customers", "new_customers", "new_customer_rate", "sellers", "products_sold"),
    *("ad_spend", "impressions", "clicks", "ctr", "cpc", "cpm"),
    *("claimed_revenue", "roas", "blended_roas", "mer"),
    *("marketing_spend", "contribution", "contribution_coverage", "cac", "ltv", "ltv_to_cac"),
    *("baseline_gmv", "event_uplift", "platform_sales", "platform_payouts"),
]


class NoSuchMetric(Exception):
    """What dbt would stop with."""


def _stop(message: str) -> None:
    raise NoSuchMetric(message)


@cache
def _macros() -> jinja2.Template:
    environment = jinja2.Environment(extensions=["jinja2.ext.do"], autoescape=False)  # SQL
    return environment.from_string(MACRO.read_text())


def macro(manifest: Manifest, name: str, of_facts: bool = False) -> str:
    """The SQL that `metric(name)` becomes, from the macro's own text."""
    written: Any = _macros().make_module(
        {
            "execute": True,
            "graph": {part: manifest[part] for part in ("metrics", "semantic_models")},
            "modules": SimpleNamespace(re=re),
            "exceptions": SimpleNamespace(raise_compiler_error=_stop),
        }
    )
    return " ".join(str(written.metric(name, of_facts)).split())


def evaluate(tree: Any, measures: Mapping[str, Number]) -> Number:
    """What a page's client makes of a formula."""
    if not isinstance(tree, Mapping):
        return float(tree)
    if "op" not in tree:
        (measure,) = tree.values()
        return measures[measure]
    left, right = (evaluate(argument, measures) for argument in tree["args"])
    if left is None or right is None or (tree["op"] == "/" and right == 0):
        return None
    return {
        "+": lambda: left + right,
        "-": lambda: left - right,
        "*": lambda: left * right,
        "/": lambda: left / right,
    }[tree["op"]]()


def number(value: Any) -> Number:
    return None if value in (None, "") else float(value)


def same(one: Number, other: Number) -> bool:
    return one == other or (None not in (one, other) and one == pytest.approx(other, rel=1e-9))


def measures_of(manifest: Manifest) -> dict[str, tuple[str, str]]:
    """Each measure's fact and its SQL over that."""
    found = {}
    for model in manifest["semantic_models"].values():
        fact = model["node_relation"]["alias"]
        for measure in model["measures"]:
            expression = measure["expr"] or measure["name"]
            distinct = "distinct " if measure["agg"] == "count_distinct" else ""
            aggregate = "count" if distinct else "sum"
            found[measure["name"]] = (fact, f"{aggregate}({distinct}{expression})")
    return found


# --- the catalogue -------------------------------------------------------------------------------


def test_the_catalogue_holds_every_metric_with_all_that_a_page_shows(manifest: Manifest) -> None:
    entries = catalogue(manifest)
    assert [e["name"] for e in entries] == sorted(m["name"] for m in manifest["metrics"].values())
    assert set(PUBLISHED) <= {e["name"] for e in entries}
    for entry in entries:
        assert entry["label"]
        assert entry["description"].endswith("."), entry["name"]
        assert entry["format"] in FORMATS, entry["name"]
        assert entry["better"] in {"up", "down"}, entry["name"]
        assert (PROJECT / entry["defined_in"]).is_file()


def test_formulas_of_each_kind_become_trees(manifest: Manifest) -> None:
    formulas = {e["name"]: e["formula"] for e in catalogue(manifest)}
    spend = {"sum": "spend_amount"}
    assert formulas["gmv"] == {"sum": "gmv_amount"}
    assert formulas["customers"] == {"distinct": "customer_count"}
    assert formulas["aov"] == {"op": "/", "args": [formulas["gmv"], {"sum": "order_count"}]}
    assert formulas["ad_spend"] == spend
    assert formulas["marketing_spend"] == {"sum": "marketing_spend_amount"}
    assert formulas["mer"] == {"op": "/", "args": [formulas["gmv"], formulas["marketing_spend"]]}
    shown = {"sum": "spend_with_impressions_amount"}
    assert formulas["cpm"] == {
        "op": "*",
        "args": [1000, {"op": "/", "args": [shown, {"sum": "impression_count"}]}],
    }


def _metric(name: str, kind: str, **params: Any) -> dict[str, Any]:
    return {
        "name": name,
        "label": name,
        "description": f"{name}.",
        "type": kind,
        "type_params": params,
        "config": {"meta": {"format": "count", "better": "up"}},
        "original_file_path": "models/metrics/x.yml",
    }


def _toy(*metrics: dict[str, Any]) -> dict[str, Any]:
    """A manifest of two sums, a mean and a distinct count, with the metrics over them."""
    measures: list[dict[str, Any]] = [
        {"name": "a", "agg": "sum", "expr": "1"},
        {"name": "b", "agg": "sum", "expr": None},
        {"name": "mean", "agg": "average", "expr": None},
        {"name": "people", "agg": "count_distinct", "expr": "person_key"},
    ]
    of_measures = [_metric(m["name"], "simple", measure={"name": m["name"]}) for m in measures]
    return {
        "semantic_models": {"semantic_model.talad.toy": {"measures": measures}},
        "metrics": {f"metric.talad.{m['name']}": m for m in [*of_measures, *metrics]},
    }


def _derived(expression: str, *used: str, alias: str | None = None) -> dict[str, Any]:
    inputs = [{"name": name, "alias": alias} for name in used]
    return _metric("made", "derived", expr=expression, metrics=inputs)


def _formula(manifest: Manifest, name: str) -> Any:
    simple = {m["name"]: m for m in manifest["metrics"].values() if m["name"] != "mean"}
    return next(
        e["formula"] for e in catalogue({**manifest, "metrics": simple}) if e["name"] == name
    )


def test_a_derived_formula_keeps_its_brackets_and_its_aliases() -> None:
    tree = _formula(_toy(_derived("2 * (a - b) / a", "a", "b")), "made")
    assert evaluate(tree, {"a": 8, "b": 2}) == 1.5
    aliased = _formula(_toy(_derived("whole * 0.5", "a", alias="whole")), "made")
    assert evaluate(aliased, {"a": 8}) == 4


def test_a_metric_of_a_metric_is_opened_up() -> None:
    rate = _metric("rate", "ratio", numerator={"name": "a"}, denominator={"name": "b"})
    tree = _formula(_toy(rate, _derived("rate * 100", "rate")), "made")
    assert tree == {
        "op": "*",
        "args": [{"op": "/", "args": [{"sum": "a"}, {"sum": "b"}]}, 100],
    }


@pytest.mark.parametrize(
    "metric",
    [
        _metric("made", "simple", measure={"name": "mean"}),
        _metric("made", "cumulative", measure={"name": "a"}),
        _metric("made", "conversion"),
        _derived("round(a, 2)", "a"),
        _derived("a ** 2", "a"),
        _derived("-a", "a"),
        _derived("a + b", "a"),
    ],
    ids=["mean", "cumulative", "conversion", "function", "power", "sign", "unlisted input"],
)
def test_what_a_page_cannot_evaluate_is_refused(metric: dict[str, Any]) -> None:
    with pytest.raises(MetricError, match=r"^metric made: "):
        _formula(_toy(metric), "made")


# --- the macro -----------------------------------------------------------------------------------

# Rows of an additive table; the zeros and gaps are what a ratio must not stumble over.
_TABLES: Mapping[str, list[int | None]] = {
    "two days": [3, 7],
    "a gap": [3, None],
    "all nothing": [0, 0],
    "all unknown": [None, None],
}


@pytest.mark.parametrize("rows", _TABLES)
@pytest.mark.parametrize("zero", [None, "order_count", "spend_amount", "impression_count"])
def test_the_macro_and_the_tree_agree(manifest: Manifest, rows: str, zero: str | None) -> None:
    additive = [e for e in catalogue(manifest) if "distinct" not in str(e["formula"])]
    names = sorted({name for e in additive for name in e["measures"]})
    columns = {
        name: [
            None if value is None else 0 if name == zero else value * (place + 1)
            for value in _TABLES[rows]
        ]
        for place, name in enumerate(names)
    }
    sums: dict[str, Number] = {
        name: float(sum(known)) if (known := [v for v in values if v is not None]) else None
        for name, values in columns.items()
    }
    with duckdb.connect() as con:
        con.execute(f"create table days ({', '.join(f'{name} decimal(18, 4)' for name in names)})")
        con.executemany(
            f"insert into days values ({', '.join('?' for _ in names)})",
            [list(row) for row in zip(*columns.values(), strict=True)],
        )
        written = ", ".join(f"{macro(manifest, e['name'])} as {e['name']}" for e in additive)
        values = con.execute(f"select {written} from days").fetchone()
    assert values is not None
    differing = {
        entry["name"]: (value, evaluate(entry["formula"], sums))
        for entry, value in zip(additive, values, strict=True)
        if not same(number(value), evaluate(entry["formula"], sums))
    }
    assert differing == {}


def test_the_macro_brackets_what_it_opens_up() -> None:
    toy = _toy(
        _metric("rate", "ratio", numerator={"name": "a"}, denominator={"name": "b"}),
        _derived("1 - rate * (a - b)", "rate", "a", "b"),
    )
    sql = f"select {macro(toy, 'made')} from (values (8, 2)) as t (a, b)"
    with duckdb.connect() as con:
        value = con.execute(sql).fetchone()
    assert value == (1 - 4 * 6,)


@pytest.mark.parametrize(
    ("name", "of_facts", "told"),
    [
        ("nonsense", False, "there is no metric nonsense"),
        ("made", False, "a cumulative metric cannot be used"),
        ("people", False, "can only be computed from its facts"),
        ("mean", True, "can only be computed from its facts"),
    ],
)
def test_the_macro_refuses_what_it_cannot_write(name: str, of_facts: bool, told: str) -> None:
    toy = _toy(_metric("made", "cumulative", measure={"name": "a"}))
    with pytest.raises(NoSuchMetric, match=told):
        macro(toy, name, of_facts)


def test_the_macro_computes_measures_from_their_facts() -> None:
    assert macro(_toy(), "a", of_facts=True) == "sum(1)"
    assert macro(_toy(), "people", of_facts=True) == "count(distinct person_key)"


def test_models_get_what_the_macro_writes(manifest: Manifest, built_shop: Settings) -> None:
    """The macro as dbt compiled it, not only as it is read here."""
    compiled = built_shop.dbt_target / "compiled/talad/models/reports/data_health"
    totals = " ".join((compiled / "rpt_data_health__totals.sql").read_text().split())
    assert macro(manifest, "average_review_score", of_facts=True) in totals


# --- MetricFlow ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def mf_project(built_shop: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project in a folder of its own, over a copy of the shop's warehouse.

    `mf` reads target/semantic_manifest.json of the project's folder, whatever dbt's target path is.
    """
    project = tmp_path_factory.mktemp("mf")
    for name in ("dbt_project.yml", "macros", "models", "profiles", "seeds", "snapshots"):
        (project / name).symlink_to(PROJECT / name)
    (project / "target").mkdir()
    (project / "data").mkdir()
    shutil.copy(built_shop.dbt_target / "semantic_manifest.json", project / "target")
    shutil.copy(built_shop.warehouse, project / "data")
    return project


def query(project: Path, metrics: list[str], *group_by: str) -> list[dict[str, str]]:
    """`mf query`. It would ask pypi.org for a newer version; a proxy that is not there says no."""
    answer = project / "answer.csv"
    run(
        "mf",
        "query",
        *("--metrics", ",".join(metrics)),
        *("--group-by", ",".join(group_by)),
        *("--csv", answer),
        cwd=project,
        environment={
            "TALAD_DATA": str(project / "data"),
            "DBT_PROFILES_DIR": str(project / "profiles"),
            "HTTPS_PROXY": "http://127.0.0.1:9",
        },
    )
    with answer.open() as file:
        return list(csv.DictReader(file))


def facts(
    con: duckdb.DuckDBPyConnection, manifest: Manifest, metrics: list[str], by: Mapping[str, str]
) -> dict[tuple[str, ...], dict[str, Number]]:
    """The metrics by SQL over their facts: measures grouped alike, then the formulas.

    `by` is the expression to group each fact by, with {date} for its day.
    """
    formulas = {e["name"]: e for e in catalogue(manifest) if e["name"] in metrics}
    days = {
        model["node_relation"]["alias"]: model["defaults"]["agg_time_dimension"]
        for model in manifest["semantic_models"].values()
    }
    sums: dict[tuple[str, ...], dict[str, Number]] = {}
    for name in sorted({n for e in formulas.values() for n in e["measures"]}):
        fact, aggregate = measures_of(manifest)[name]
        keys = ", ".join(f"cast({e.format(date=days[fact])} as varchar)" for e in by.values())
        for *key, value in con.execute(
            f"select {keys}, {aggregate} from marts.{fact} group by all"
        ).fetchall():
            sums.setdefault(tuple(key), {})[name] = number(value)
    return {
        key: {
            name: evaluate(entry["formula"], {n: known.get(n) for n in entry["measures"]})
            for name, entry in formulas.items()
        }
        for key, known in sums.items()
    }


@pytest.mark.parametrize(
    ("metrics", "by"),
    [
        (PUBLISHED, {"currency": "currency"}),
        (
            ["gmv", "aov", "new_customer_rate", "products_sold", "blended_roas", "mer"],
            {"metric_time__month": "date_trunc('month', {date})", "currency": "currency"},
        ),
    ],
    ids=["whole life", "by month"],
)
def test_metricflow_gives_the_same_numbers(
    manifest: Manifest, mf_project: Path, metrics: list[str], by: dict[str, str]
) -> None:
    answer = query(mf_project, metrics, *by)
    with duckdb.connect(str(mf_project / "data" / "warehouse.duckdb"), read_only=True) as con:
        wanted = facts(con, manifest, metrics, by)
    assert len(answer) == len(wanted) > 0
    differing = []
    for row in answer:
        key = tuple(row[name][: len(next(iter(wanted))[place])] for place, name in enumerate(by))
        for name in metrics:
            if not same(number(row[name]), wanted[key][name]):
                differing.append((key, name, row[name], wanted[key][name]))
    assert differing == []
    assert any(wanted[key][metrics[0]] for key in wanted)


def test_published_tables_give_the_same_numbers(manifest: Manifest, built_shop: Settings) -> None:
    """The macro over a page's table and over the facts: the additive metrics of the whole life."""
    additive = [e["name"] for e in catalogue(manifest) if "distinct" not in str(e["formula"])]
    with duckdb.connect(str(built_shop.warehouse), read_only=True) as con:
        there = {row[0] for row in con.execute("describe reports.rpt_executive__daily").fetchall()}
        shown = [
            e["name"]
            for e in catalogue(manifest)
            if e["name"] in additive and set(e["measures"]) <= there
        ]
        written = ", ".join(macro(manifest, name) for name in shown)
        rows = con.execute(
            f"select {written} from reports.rpt_executive__daily where world_id = 'main · THB'"
        ).fetchone()
        wanted = facts(con, manifest, shown, {"currency": "currency"})[("THB",)]
    assert rows is not None
    assert {"gmv", "aov", "roas", "blended_roas", "mer", "gross_margin"} <= set(shown)
    page = {name: number(value) for name, value in zip(shown, rows, strict=True)}
    assert {n: v for n, v in page.items() if not same(v, wanted[n])} == {}
    assert isinstance(rows[shown.index("gmv")], Decimal)
