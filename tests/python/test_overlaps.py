"""The overlap rule in every staging model: what two files hold counts once, the newer wins."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb
from staged_shop import Staged

# Where a row came from is the only thing that may change.
PROVENANCE = ("_file", "_file_sha256", "_file_modified_at", "_row", "_ingested_at")

Contents = dict[str, Counter[tuple[object, ...]]]


def staged(warehouse: Path) -> tuple[Contents, set[str]]:
    """The rows of every staging model without where they came from, and the files they are of."""
    found: Contents = {}
    files: set[str] = set()
    with duckdb.connect(str(warehouse), read_only=True) as con:
        models = con.execute(
            "select table_name, list(column_name order by ordinal_position) "
            "from information_schema.columns where table_schema = 'staging' "
            "and starts_with(table_name, 'stg_') and not starts_with(table_name, 'stg_talad') "
            "group by all order by all"
        ).fetchall()
        for model, columns in models:
            kept = ", ".join(f'"{c}"::varchar' for c in columns if c not in PROVENANCE)
            found[model] = Counter(con.execute(f"select {kept} from staging.{model}").fetchall())
            if "_file_sha256" in columns:
                names = con.execute(f"select distinct _file_sha256 from staging.{model}")
                files |= {sha for (sha,) in names.fetchall()}
    return found, files


def test_a_file_saved_again_changes_nothing(staged_fixtures: Staged) -> None:
    before, files = staged(staged_fixtures.warehouse)
    after, files_later = staged(staged_fixtures.saved_again)
    assert sum(1 for rows in before.values() if rows) > 80
    assert {model for model in before if before[model] != after[model]} == set()
    assert len(files_later - files) > 80, "what was saved again has not been looked at"
