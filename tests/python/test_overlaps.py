"""The overlap rule in every staging model: what two files hold counts once, and restated data win.

Staging models are views over raw, so a second look after more files have come needs no second run.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from commands import run
from ingest_helpers import FIXTURES, Shop

# Where a row came from is the only thing that may change.
PROVENANCE = ("_file", "_file_sha256", "_file_modified_at", "_row", "_ingested_at")


def fixtures() -> list[Path]:
    return [path for path in sorted(FIXTURES.glob("*/*")) if path.suffix != ".yml"]


Contents = dict[str, Counter[tuple[object, ...]]]


def staged(shop: Shop) -> Contents:
    """The rows of every staging model, as they stand now, without where they came from."""
    with duckdb.connect(str(shop.settings.warehouse), read_only=True) as con:
        models = con.execute(
            "select table_name, list(column_name order by ordinal_position) "
            "from information_schema.columns where table_schema = 'staging' "
            "and starts_with(table_name, 'stg_') and not starts_with(table_name, 'stg_talad') "
            "group by all order by all"
        ).fetchall()
        found = {}
        for model, columns in models:
            kept = ", ".join(f'"{c}"::varchar' for c in columns if c not in PROVENANCE)
            found[model] = Counter(con.execute(f"select {kept} from staging.{model}").fetchall())
    return found


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Every fixture, ingested and staged."""
    shop = Shop(tmp_path_factory.mktemp("overlaps"))
    for path in fixtures():
        shop.put_fixture(path.relative_to(FIXTURES).as_posix())
    shop.ingest()
    run("dbt", "run", "-s", "path:models/staging", environment=shop.settings.environment())
    return shop


def save_again(shop: Shop, path: Path) -> None:
    """The same data in other bytes, saved later: as Excel or a second download would make it."""
    copy = shop.exports / "again" / path.relative_to(FIXTURES)
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(path.read_bytes() + b"\n")
    stat = (shop.exports / path.relative_to(FIXTURES)).stat()
    os.utime(copy, (stat.st_mtime + 60, stat.st_mtime + 60))


def test_a_file_saved_again_changes_nothing(shop: Shop) -> None:
    before = staged(shop)
    assert sum(1 for rows in before.values() if rows) > 80
    for path in fixtures():
        save_again(shop, path)
    done = shop.ingest()
    assert len(done.new) == len(fixtures())
    after = staged(shop)
    assert {model for model in before if before[model] != after[model]} == set()
