"""The ledger: one row per ingested file, itself a Parquet file named by the content's hash.

It is written after the file's rows and its quarantine, so its presence means that the whole file is
in. There is no other state: what has been ingested is what lies here.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.files import as_pattern, write_parquet

_ARROW = {str: pa.string(), int: pa.int64(), datetime: pa.timestamp("us")}


@dataclass(frozen=True, kw_only=True)
class LedgerRow:
    """What one file held. rows_read = rows_landed + rows_quarantined + rows_not_data (law 2)."""

    file: str  # path below the exports folder
    file_sha256: str
    file_bytes: int
    file_modified_at: datetime
    platform: str
    entity: str
    shop_id: str
    period_start: datetime | None
    period_end: datetime | None
    header_row: int
    rows_read: int
    rows_landed: int
    rows_quarantined: int
    rows_not_data: int
    unknown_headers: str  # JSON list of names; their cells are never read
    unread_sheets: str  # JSON list of names: a workbook lands one sheet
    total_checks: str  # JSON list of {column, stated, summed}
    hash_key: str  # fingerprint of the key that personal columns were hashed with
    spec: str  # fingerprint of what was known of the format; the file is read anew when it changes


LEDGER_SCHEMA = pa.schema(
    [
        pa.field(
            f.name,
            _ARROW[datetime if "datetime" in str(f.type) else int if f.type == "int" else str],
        )
        for f in fields(LedgerRow)
    ]
)


def write(folder: Path, row: LedgerRow) -> None:
    """Commit one file."""
    table = pa.Table.from_pylist([asdict(row)], schema=LEDGER_SCHEMA)
    write_parquet(table, folder / f"{row.file_sha256}.parquet")


def write_empty(folder: Path) -> None:
    """The typed, empty member that lets models build before any file has come."""
    target = folder / "empty.parquet"
    if not target.exists() or not pq.read_schema(target).equals(LEDGER_SCHEMA):
        write_parquet(LEDGER_SCHEMA.empty_table(), target)


def read(folder: Path) -> list[LedgerRow]:
    """Every committed file, by path and hash."""
    if not any(folder.glob("*.parquet")):
        return []
    with duckdb.connect() as con:
        con.execute("set timezone = 'UTC'")
        names = [f.name for f in fields(LedgerRow)]
        written = con.read_parquet(
            f"{as_pattern(folder)}/*.parquet", union_by_name=True, hive_partitioning=False
        )
        # A ledger of an older Talad may lack a column.
        chosen = [n if n in written.columns else f"null as {n}" for n in names]
        rows = written.select(", ".join(chosen)).order("file, file_sha256").fetchall()
    return [LedgerRow(**dict(zip(names, row, strict=True))) for row in rows]


def totals_that_differ(row: LedgerRow) -> list[dict[str, str]]:
    """The stated totals of a file that its data do not add up to."""
    return [check for check in json.loads(row.total_checks) if check["stated"] != check["summed"]]
