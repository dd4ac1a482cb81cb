"""Forgets a person: raw without them, now and in every file that comes later.

What names the person is emptied (their orders stay, as those of a guest, so that no total changes);
rows that are about nobody else, as those of a list of customers, are taken out and counted as no
data. A keyed digest of the person's ids remains, so that the next export does not bring them back,
and with it when that was and how much it touched: an audit line without the person.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.files import as_pattern, replacing, write_parquet
from orchestration.ingest import ledger
from orchestration.ingest.cells import quoted
from orchestration.ingest.privacy import HashKey, hash_sql
from orchestration.ingest.spec import Export, Kind

SCHEMA = pa.schema(
    [
        ("platform", pa.string()),
        ("person", pa.string()),  # keyed digest; several for one person with several ids
        ("forgotten_at", pa.timestamp("us")),
        ("changed_files", pa.int64()),
        ("changed_rows", pa.int64()),
    ]
)

# The seller's own sheets name buyers of every platform.
_OF_ALL_PLATFORMS = "sheets"

# Ids of a buyer that a platform gives without a name.
_CUSTOMER_IDS = ("customer_id", "customer_unique_id")


@dataclass(frozen=True)
class Forgotten:
    """What forgetting a person has changed."""

    files: tuple[str, ...]  # whose originals still name the person
    rows: int
    keys: tuple[str, ...]  # what the tables called the person


def identifying(export: Export) -> tuple[str, ...]:
    """The columns that tell who a person is."""
    return tuple(c.name for c in export.kept if c.kind is Kind.PERSON or c.name in _CUSTOMER_IDS)


def lists_people(export: Export) -> bool:
    """Whether a row is a person, with all the ids that they have: its key is one of these.

    Only there are two ids of a row the same person's. A row of live sessions names a host and an
    account, and the account is also that of other hosts.
    """
    return bool(export.unit) and set(export.unit) <= set(identifying(export))


def goes_with_the_person(export: Export) -> bool:
    """Whether a row is nothing without the people that it names, so that it cannot be kept."""
    people = (c for c in export.kept if c.kind is Kind.PERSON)
    return lists_people(export) or any(c.required or c.name in export.unit for c in people)


def digest(key: HashKey, person: str) -> str:
    """What remains of an id: enough to know it again, with the key, and nothing else."""
    return hmac.new(key.secret, f"forgotten {person}".encode(), hashlib.sha256).hexdigest()


def read(path: Path, platform: str) -> frozenset[str]:
    """The digests of the forgotten people whom files of a platform may name."""
    if not path.exists():
        return frozenset()
    rows = pq.read_table(path).to_pylist()
    return frozenset(r["person"] for r in rows if platform in (r["platform"], _OF_ALL_PLATFORMS))


def suppress(
    con: duckdb.DuckDBPyConnection, export: Export, key: HashKey, forgotten: frozenset[str]
) -> None:
    """Take forgotten people out of the table `typed` of a file that is being landed."""
    if not forgotten:
        return
    present = con.table("typed").columns
    for name in identifying(export):
        if name not in present:
            continue
        ids = [
            row[0] for row in con.execute(f"select distinct {quoted(name)} from typed").fetchall()
        ]
        known = [i for i in ids if i is not None and digest(key, i) in forgotten]
        if known:
            _empty(con, "typed", export, name, known)


def _empty(
    con: duckdb.DuckDBPyConnection, table: str, export: Export, name: str, people: Sequence[str]
) -> None:
    change = "_not_data = 'forgotten'" if goes_with_the_person(export) else f"{quoted(name)} = null"
    con.execute(f"update {table} set {change} where {quoted(name)} in ?", [list(people)])


def forget(
    raw: Path,
    quarantine: Path,
    ledger_folder: Path,
    audit: Path,
    key: HashKey,
    exports: Iterable[Export],
    platform: str,
    customer: str,
) -> Forgotten:
    """Rewrite a platform's raw files, and the seller's own sheets, without one person.

    `customer` is the name or id as the exports have it, or the pseudonym that the tables have. May
    be called again after it was stopped half-way: the audit line is written first, and a file's
    ledger row is put right even where only its rows had been rewritten.
    """
    platforms = (platform, _OF_ALL_PLATFORMS)
    own = [e for e in exports if e.platform in platforms and identifying(e)]
    with duckdb.connect() as con:
        keys = _all_keys(con, raw, own, {customer, _hashed(con, key, customer)})
        rows = {row.file_sha256: row for row in ledger.read(ledger_folder)}
        touched: dict[str, str] = {}
        changes: list[tuple[Export, Path, int]] = []
        for export in own:
            for path in _members(raw, export):
                count = _matching(con, path, export, keys)
                if count:
                    changes.append((export, path, count))
                    if path.stem in rows:
                        touched[path.stem] = rows[path.stem].file
        changed = sum(count for _, _, count in changes)
        if changed:
            _remember(
                audit, platform, [digest(key, k) for k in sorted(keys)], len(changes), changed
            )
        for export, path, _ in changes:
            _rewrite(con, path, export, keys)
        for export in own:
            _settle_ledger(con, raw, ledger_folder, export, rows)
        for name in platforms:
            _blank_quarantine(con, quarantine / name, keys)
    return Forgotten(tuple(sorted(touched.values())), changed, tuple(sorted(keys)))


def _hashed(con: duckdb.DuckDBPyConnection, key: HashKey, customer: str) -> str:
    con.execute("set variable hash_inner = ?::blob", [key.inner])
    con.execute("set variable hash_outer = ?::blob", [key.outer])
    row = con.execute(f"select {hash_sql('?')}", [customer]).fetchone()
    return str(row[0]) if row else ""


def _members(raw: Path, export: Export) -> list[Path]:
    folder = raw / export.platform / export.entity
    return sorted(path for path in folder.glob("*.parquet") if path.name != "empty.parquet")


def _all_keys(
    con: duckdb.DuckDBPyConnection, raw: Path, own: Sequence[Export], keys: set[str]
) -> set[str]:
    """Everything that a platform calls the person: its list of customers may know several ids."""
    lists = [(path, e) for e in own if lists_people(e) for path in _members(raw, e)]
    while True:
        found = set(keys)
        for path, export in lists:
            columns = identifying(export)
            met = " or ".join(f"{quoted(c)} in ?" for c in columns)
            rows = con.execute(
                f"select {', '.join(map(quoted, columns))} from read_parquet(?) where {met}",
                [as_pattern(path), *([sorted(keys)] * len(columns))],
            ).fetchall()
            found |= {cell for row in rows for cell in row if cell is not None}
        if found == keys:
            return keys
        keys = found


def _matching(con: duckdb.DuckDBPyConnection, path: Path, export: Export, keys: set[str]) -> int:
    columns = identifying(export)
    met = " or ".join(f"{quoted(c)} in ?" for c in columns)
    row = con.execute(
        f"select count(*) from read_parquet(?) where {met}",
        [as_pattern(path), *([sorted(keys)] * len(columns))],
    ).fetchone()
    return int(row[0]) if row else 0


def _rewrite(con: duckdb.DuckDBPyConnection, path: Path, export: Export, keys: set[str]) -> None:
    con.execute(
        "create or replace temp table rewritten as select *, null::varchar as _not_data "
        "from read_parquet(?, hive_partitioning = false)",
        [as_pattern(path)],
    )
    for name in identifying(export):
        _empty(con, "rewritten", export, name, sorted(keys))
    with replacing(path) as temporary:
        target = str(temporary).replace("'", "''")
        con.execute(
            "copy (select * exclude (_not_data) from rewritten where _not_data is null "
            f"order by _row) to '{target}' (format parquet, compression zstd)"
        )


def _settle_ledger(
    con: duckdb.DuckDBPyConnection,
    raw: Path,
    folder: Path,
    export: Export,
    rows: dict[str, ledger.LedgerRow],
) -> None:
    """Rows that have gone out of a file are rows that are no data (law 2)."""
    for path in _members(raw, export) if goes_with_the_person(export) else ():
        row = rows.get(path.stem)
        count = pq.read_metadata(path).num_rows
        if row and row.rows_landed != count:
            gone = row.rows_landed - count
            ledger.write(
                folder, replace(row, rows_landed=count, rows_not_data=row.rows_not_data + gone)
            )


def _blank_quarantine(con: duckdb.DuckDBPyConnection, folder: Path, keys: set[str]) -> None:
    """Refused rows hold no name; an id that is none of the personal columns they may hold."""
    named = " or ".join("contains(coalesce(original, '') || coalesce(value, ''), ?)" for _ in keys)
    for path in sorted(folder.glob("*/*.parquet")):
        found = con.execute(
            f"select count(*) from read_parquet(?) where {named}", [as_pattern(path), *sorted(keys)]
        ).fetchone()
        if not found or not found[0]:
            continue
        con.execute(
            f"""create or replace temp table blanked as
            select * replace (
                case when {named} then null else original end as original,
                case when {named} then null else value end as value
            ) from read_parquet(?, hive_partitioning = false)""",
            [*sorted(keys), *sorted(keys), as_pattern(path)],
        )
        with replacing(path) as temporary:
            target = str(temporary).replace("'", "''")
            con.execute(f"copy blanked to '{target}' (format parquet, compression zstd)")


def _remember(audit: Path, platform: str, people: Sequence[str], files: int, changed: int) -> None:
    before = pq.read_table(audit).to_pylist() if audit.exists() else []
    now = datetime.now(UTC).replace(tzinfo=None)
    new = [
        {
            "platform": platform,
            "person": person,
            "forgotten_at": now,
            "changed_files": files,
            "changed_rows": changed,
        }
        for person in people
    ]
    write_parquet(pa.Table.from_pylist([*before, *new], schema=SCHEMA), audit)
