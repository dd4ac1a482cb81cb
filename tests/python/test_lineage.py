"""What a page says of the origin of its numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.publish.lineage import (
    in_words,
    lineage,
    update_test_results,
    write_lineage,
)
from orchestration.settings import Settings
from reports.render.trust import trust, trust_script


def model(name: str, schema: str, sql: str = "select 1", description: str = "") -> dict[str, Any]:
    return {
        "name": name,
        "resource_type": "model",
        "schema": schema,
        "unique_id": f"model.talad.{name}",
        "description": description,
        "original_file_path": f"models/{schema}/{name}.sql",
        "raw_code": sql,
        "columns": {"day": {"description": "A\nday."}},
    }


def a_test(
    name: str, on: list[str], attached: str | None = None, **arguments: Any
) -> dict[str, Any]:
    metadata = {"name": name, "kwargs": arguments} if attached else None
    return {
        "name": name,
        "resource_type": "test",
        "unique_id": f"test.talad.{name}",
        "schema": "audit",
        "description": "",
        "original_file_path": f"tests/{name}",
        "attached_node": attached,
        "test_metadata": metadata,
        "depends_on": {"nodes": on},
    }


MART, REPORT = "model.talad.fct_a", "model.talad.rpt_p__a"


@pytest.fixture
def manifest() -> dict[str, Any]:
    nodes = [
        model("rpt_p__a", "reports", "select {{ x }}", "All of it. One row per day."),
        model("rpt_p__b", "reports"),
        model("fct_a", "marts"),
        model("fct_far", "marts"),
        model("stg_shopee__orders", "staging"),
        model("stg_zalora__orders", "staging"),
        a_test("key", [REPORT], REPORT, columns=["day", "shop"]),
        a_test("not_negative", [MART], MART, columns=["x"]),
        a_test("relationships", [MART, "model.talad.fct_far"], "model.talad.fct_far"),
        a_test("assert_a_equals_b", [MART]),
        a_test("assert_elsewhere", ["model.talad.fct_far"]),
    ]
    return {
        "metadata": {"project_name": "talad"},
        "nodes": {node["unique_id"]: node for node in nodes},
        "sources": {
            "source.talad.shopee.orders": {"source_name": "shopee", "name": "orders"},
            "source.talad.zalora.orders": {"source_name": "zalora", "name": "orders"},
        },
        "parent_map": {
            REPORT: [MART],
            MART: ["model.talad.stg_shopee__orders", "model.talad.stg_zalora__orders"],
            "model.talad.rpt_p__b": ["model.talad.fct_far"],
            "model.talad.stg_shopee__orders": ["source.talad.shopee.orders"],
            "model.talad.stg_zalora__orders": ["source.talad.zalora.orders"],
        },
    }


@pytest.fixture
def files(tmp_path: Path) -> Path:
    path = tmp_path / "files.parquet"
    with duckdb.connect() as con:
        con.execute(
            f"""copy (from (values
                ('shopee', 'orders', 10, date '2026-01-31', 'z.xlsx'),
                ('shopee', 'orders', 5, date '2026-02-28', 'b.xlsx'),
                ('shopee', 'orders', 1, null, 'zz.xlsx'))
            t(platform, entity, rows_landed, period_end_date, file_name)) to '{path}'"""
        )
    return path


def results_of(*tests: tuple[str, str, int | None]) -> dict[str, Any]:
    return {
        "results": [
            {"unique_id": f"test.talad.{name}", "status": status, "failures": failures}
            for name, status, failures in tests
        ]
    }


def test_a_partial_build_leaves_the_other_tests_as_they_were_last(
    manifest: dict[str, Any], tmp_path: Path
) -> None:
    known, said = tmp_path / "test_results.json", tmp_path / "run_results.json"
    said.write_text(json.dumps(results_of(("key", "fail", 3), ("assert_a_equals_b", "pass", 0))))
    update_test_results(known, [said], manifest)
    said.write_text(json.dumps(results_of(("key", "pass", 0), ("assert_a_equals_b", "skipped", 0))))
    found = update_test_results(known, [said], manifest)
    assert found["test.talad.key"] == {"status": "pass", "failures": 0}
    assert found["test.talad.assert_a_equals_b"] == {"status": "pass", "failures": 0}
    del manifest["nodes"]["test.talad.key"]
    assert set(update_test_results(known, [said], manifest)) == {"test.talad.assert_a_equals_b"}


def test_a_table_is_told_with_its_tests_models_and_files(
    manifest: dict[str, Any], files: Path, tmp_path: Path
) -> None:
    ran = tmp_path / "compiled" / "talad" / "models" / "reports" / "rpt_p__a.sql"
    ran.parent.mkdir(parents=True)
    ran.write_text("\nselect 7\n")
    results = {"test.talad.key": {"status": "fail", "failures": 2}}
    told = lineage(manifest, results, tmp_path / "compiled", files, ["rpt_p__a", "rpt_p__b"])
    table = told["tables"]["rpt_p__a"]
    assert (table["description"], table["grain"]) == ("All of it.", "One row per day.")
    assert (table["sql"], table["compiled"]) == ("select {{ x }}", "select 7")
    # Its own, its parent's and those that name the parent; not what only points at the parent.
    assert table["tests"] == [
        "test.talad.assert_a_equals_b",
        "test.talad.key",
        "test.talad.not_negative",
    ]
    assert table["models"] == {
        "marts": ["fct_a"],
        "intermediate": [],
        "staging": ["stg_shopee__orders"],
    }
    assert table["sources"] == ["shopee/orders"]
    assert told["sources"]["shopee/orders"] == {
        "files": 3,
        "rows_landed": 16,
        "last_date": "2026-02-28",
        "last_file": "b.xlsx",
    }
    assert told["tests"]["test.talad.key"]["status"] == "fail"
    assert told["tests"]["test.talad.not_negative"]["status"] == "not run"
    assert told["tables"]["rpt_p__b"]["sources"] == []


def test_what_a_test_claims_is_a_sentence(manifest: dict[str, Any]) -> None:
    said = {
        node["name"]: in_words(node)
        for node in manifest["nodes"].values()
        if "test" in node["unique_id"]
    }
    assert said["key"] == "rpt_p__a: no two rows have the same day and shop"
    assert said["not_negative"] == "fct_a: x never below 0"
    assert said["assert_a_equals_b"] == "A equals b"


def test_a_site_tells_only_of_the_tables_that_its_pages_read(
    manifest: dict[str, Any], files: Path, tmp_path: Path
) -> None:
    told = lineage(manifest, {}, tmp_path, files, ["rpt_p__a", "rpt_p__b"])
    write_lineage(tmp_path / "lineage.json", told)
    kept = trust(tmp_path, ["rpt_p__b"])
    assert set(kept["tables"]) == {"rpt_p__b"}
    assert set(kept["tests"]) == {"test.talad.relationships", "test.talad.assert_elsewhere"}
    assert kept["sources"] == {}
    assert b"rpt_p__a" not in trust_script(kept)
    assert trust(tmp_path / "none", ["rpt_p__b"])["tables"] == {}


def test_every_published_table_of_a_shop_is_told_whole(built_shop: Settings) -> None:
    told = json.loads((built_shop.publish / "lineage.json").read_text())
    assert set(told["tables"]) == {p.stem for p in built_shop.publish.glob("rpt_*.parquet")}
    for name, table in told["tables"].items():
        assert table["description"], name
        assert table["grain"].startswith("One row per "), name
        assert "{{ ref(" in table["sql"], name
        assert '"marts".' in table["compiled"] or '"reports".' in table["compiled"], name
        assert table["tests"], name
        assert table["sources"] or table["seeds"] or table["reads_ledger"], name
    # A run that failed a test publishes nothing.
    assert {test["status"] for test in told["tests"].values()} == {"pass"}
    with duckdb.connect() as con:
        landed = con.execute(
            "select count(*), sum(rows_landed)::bigint from read_parquet(?)",
            [str(built_shop.publish / "rpt_data_health__files.parquet")],
        ).fetchone()
    sums = [sum(s[part] for s in told["sources"].values()) for part in ("files", "rows_landed")]
    assert landed == tuple(sums)
