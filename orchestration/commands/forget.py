"""`talad forget`: a person out of raw, out of every table and page, and the proof of it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from operator import or_
from pathlib import Path
from typing import NoReturn

import duckdb
from rich.console import Console

from orchestration import progress
from orchestration.commands.display import RichDisplay
from orchestration.files import as_pattern, replacing
from orchestration.ingest.forget import forget
from orchestration.ingest.ingest import IngestError, prepare
from orchestration.ingest.privacy import HashKeyError
from orchestration.lock import AnotherRun, run_lock
from orchestration.run import run
from orchestration.settings import Settings


def main(
    settings: Settings,
    platform: str,
    customer: str,
    out: Console,
    fail: Callable[[str], NoReturn],
) -> None:
    """Forget, build everything again, and look for the person in all that was written."""
    display = RichDisplay(out)
    progress.show_on(display)
    try:
        with display, run_lock(settings, progress.say):
            places = prepare(settings)
            known = sorted({e.platform for e in places.formats.exports})
            if platform not in known:
                near = difflib.get_close_matches(platform, known, 1)
                fail(
                    f"no platform “{platform}”; "
                    + (f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}")
                )
            forgotten = forget(
                settings.raw,
                settings.quarantine,
                settings.ledger,
                settings.forgotten,
                places.key,
                places.formats.exports,
                platform,
                customer.strip(),
            )
            if not forgotten.rows:
                fail(f"no row of {platform} names that customer; nothing has been changed")
            outcome = run(settings)
            if outcome.failure:
                fail(outcome.failure)
            _rewrite_warehouse(settings.warehouse)
            left = sorted(set(_still_named(settings, forgotten.keys)))
    except (AnotherRun, IngestError, HashKeyError) as error:
        fail(str(error))
    if left:
        fail(f"still named in {', '.join(left)}; run `talad forget` again")
    out.print(
        f"Forgotten: {forgotten.rows:,} rows no longer name that person. "
        "No table, no published file and no page does.",
        soft_wrap=True,
    )
    for name in forgotten.files:
        where = settings.exports / name
        out.print(f"the file itself still does: {where}", highlight=False, soft_wrap=True)


def _rewrite_warehouse(warehouse: Path) -> None:
    """Copy the database into a new file: what a table has dropped lies on in free blocks."""
    with replacing(warehouse) as temporary:
        old, new = (str(p).replace("'", "''") for p in (warehouse, temporary))
        with duckdb.connect() as con:
            con.execute(f"attach '{old}' as old (read_only)")
            con.execute(f"attach '{new}' as new")
            con.execute("copy from database old to new")
            con.execute("detach new")


def _still_named(settings: Settings, keys: Sequence[str]) -> Iterator[str]:
    """The tables and files that hold one of the person's ids."""
    with duckdb.connect(str(settings.warehouse), read_only=True) as con:
        tables = con.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        for schema, table in tables:
            if _names(con.table(f"{schema}.{table}"), keys):
                yield f"{schema}.{table}"
    with duckdb.connect() as con:

        def named(files: str) -> bool:
            read = con.read_parquet(files, union_by_name=True, hive_partitioning=False)
            return _names(read, keys)

        for root in (settings.raw, settings.quarantine, settings.publish):
            for folder in sorted({path.parent for path in root.rglob("*.parquet")}):
                if named(f"{as_pattern(folder)}/*.parquet"):
                    for path in sorted(folder.glob("*.parquet")):
                        if named(as_pattern(path)):
                            yield str(path.relative_to(settings.data))
    for path in settings.site.rglob("*"):
        if path.is_file() and any(key.encode() in path.read_bytes() for key in keys):
            yield str(path.relative_to(settings.data))


def _names(relation: duckdb.DuckDBPyRelation, keys: Sequence[str]) -> bool:
    """Whether any text of a table holds any of the keys."""
    conditions = [
        duckdb.FunctionExpression(
            "contains", duckdb.ColumnExpression(name), duckdb.ConstantExpression(key)
        )
        for name, kind in zip(relation.columns, relation.types, strict=True)
        if kind == "VARCHAR"
        for key in keys
    ]
    if not conditions:
        return False
    return relation.filter(reduce(or_, conditions)).limit(1).fetchone() is not None
