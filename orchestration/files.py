"""Files that are either whole or not there: written beside and renamed into place."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_LAST_SECOND = datetime(3000, 1, 1, tzinfo=UTC).timestamp()


@contextmanager
def replacing(target: Path, *, unless_same: bool = False) -> Iterator[Path]:
    """A temporary path beside `target`, renamed over it when the block ends without an error.

    With `unless_same` a target that has the same bytes already is left as it is.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        if not (unless_same and target.exists() and sha256(target) == sha256(temporary)):
            temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def as_pattern(path: Path) -> str:
    """How DuckDB's readers are told a path: they would take `Order [1].csv` for `Order 1.csv`."""
    return re.sub(r"[*?\[]", r"[\g<0>]", str(path))


def modified_at(stat: os.stat_result) -> datetime:
    """When a file was last written, in UTC; a time that no calendar has becomes the nearest."""
    seconds = min(max(stat.st_mtime, 0), _LAST_SECOND)
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_parquet(table: pa.Table, target: Path) -> None:
    """Write an Arrow table as Parquet."""
    with replacing(target) as temporary:
        pq.write_table(table, temporary, compression="zstd")


def replace_if_changed(target: Path, content: bytes) -> bool:
    """Write `content` unless the file holds it already; tells whether it wrote."""
    if target.exists() and target.read_bytes() == content:
        return False
    with replacing(target) as temporary:
        temporary.write_bytes(content)
    return True


def remove_leftovers(folder: Path) -> None:
    """Remove what a killed run left unfinished. Only the run that holds the lock may call it."""
    for leftover in folder.rglob(".*.tmp"):
        leftover.unlink(missing_ok=True)
