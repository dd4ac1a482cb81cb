"""Copies the reports schema to Parquet: all that a page may read.

The same rows give the same bytes: rows are sorted by all columns and written by one thread. A table
that has not changed is not written again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from orchestration.files import replace_if_changed, replacing
from orchestration.publish.lineage import FILES, lineage, update_test_results, write_lineage
from orchestration.publish.metrics import catalogue

# What dbt said of its last build: of all but what rests on predictions, then of that.
RUN_RESULTS = ("run_results_before_predictions.json", "run_results.json")
RECORD = "build.json"  # what the published tables were made from; written last


def publish(
    warehouse: Path,
    folder: Path,
    manifest: Mapping[str, Any],
    inputs: str,
    dbt_target: Path,
    test_results: Path,
    report: Callable[[int, int, str], None] = lambda done, total, what: None,
) -> list[str]:
    """Bring `folder` up to date with the warehouse; tells the names of the tables.

    `inputs` is kept in the record, so that a later run can tell whether there is anything to do.
    `dbt_target` holds what dbt said of its last build, `test_results` the last result of each test.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # The record goes first: a run that is killed half-way must not look complete.
    (folder / RECORD).unlink(missing_ok=True)
    with duckdb.connect(str(warehouse), read_only=True, config={"threads": 1}) as con:
        tables = [
            name
            for (name,) in con.execute(
                "select table_name from information_schema.tables "
                "where table_schema = 'reports' order by table_name"
            ).fetchall()
        ]
        for done, table in enumerate(tables, start=1):
            _copy(con, table, folder / f"{table}.parquet")
            report(done, len(tables), table)
    for stale in folder.glob("*.parquet"):
        if stale.stem not in tables:
            stale.unlink()
    _write_json(folder / "metrics.json", catalogue(manifest))
    said = [dbt_target / name for name in RUN_RESULTS]
    results = update_test_results(test_results, said, manifest)
    files = folder / f"{FILES}.parquet"
    write_lineage(
        folder / "lineage.json",
        lineage(manifest, results, dbt_target / "compiled", files, tables),
    )
    _write_json(folder / RECORD, {"inputs": inputs})
    return tables


def recorded_inputs(folder: Path) -> str | None:
    """What the published tables were made from, if they are complete."""
    try:
        record = json.loads((folder / RECORD).read_text())
    except (OSError, ValueError):
        return None
    return str(record.get("inputs"))


def _copy(con: duckdb.DuckDBPyConnection, table: str, target: Path) -> None:
    with replacing(target, unless_same=True) as temporary:
        path = str(temporary).replace("'", "''")
        con.execute(
            f"copy (select * from reports.\"{table}\" order by all) to '{path}' "
            "(format parquet, compression zstd)"
        )


def _write_json(target: Path, content: Any) -> None:
    replace_if_changed(target, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
