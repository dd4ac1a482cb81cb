"""Ingests a folder of exports: what is new is landed, what is known is passed by, the rest is told."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.files import replace_if_changed
from orchestration.ingest import ledger, readers, registry
from orchestration.ingest.land import Places, UnknownFile, land, write_empties
from orchestration.ingest.ledger import LedgerRow
from orchestration.ingest.privacy import HashKey, load_key
from orchestration.ingest.scan import export_files, is_table_name
from orchestration.settings import Settings

Report = Callable[[int, int, str], None]  # done, all, what


class IngestError(Exception):
    """Nothing can be ingested; the message is one line."""


@dataclass(frozen=True)
class Refused:
    """A file that was left out, and why."""

    file: str
    reason: str


@dataclass(frozen=True)
class Ingested:
    """What a run found."""

    new: tuple[LedgerRow, ...]
    known: tuple[LedgerRow, ...]  # already in before, and still in the exports folder
    refused: tuple[Refused, ...]


@dataclass(frozen=True)
class _Candidate:
    path: Path
    name: str
    scanned: readers.Scan


def prepare(settings: Settings) -> Places:
    """Make the folders, the typed empty members and the key; needs no export.

    Raises privacy.HashKeyError, or IngestError where the data was hashed with another key.
    """
    key = load_key(settings.key_file, settings.data)
    places = Places(
        raw=settings.raw,
        quarantine=settings.quarantine,
        ledger=settings.ledger,
        key=key,
        ingested_at=datetime.now(UTC).replace(tzinfo=None),
    )
    write_empties(places, registry.exports())
    if not (settings.ledger / "empty.parquet").exists():
        ledger.write_empty(settings.ledger)
    if not settings.refused.exists():
        _write_refused(settings, ())
    return places


def changes(settings: Settings) -> tuple[list[LedgerRow], list[Path]]:
    """Which export files are already in, and which have to be looked at.

    A file whose path, size and time of change stand in the ledger is not read again.
    """
    rows = ledger.read(settings.ledger)
    by_name = {(r.file, r.file_bytes, r.file_modified_at): r for r in rows}
    known, other = [], []
    for path in export_files(settings.exports):
        stat = path.stat()
        modified = datetime.fromtimestamp(stat.st_mtime, UTC).replace(tzinfo=None)
        row = by_name.get((_name(path, settings), stat.st_size, modified))
        if row:
            known.append(row)
        else:
            other.append(path)
    return known, other


def ingest(settings: Settings, report: Report = lambda done, total, what: None) -> Ingested:
    """Land every new file below the exports folder; refuse, with a reason, what is no export.

    Raises IngestError or privacy.HashKeyError with one line.
    """
    if not settings.exports.is_dir():
        raise IngestError(f"there is no folder {settings.exports}; put the downloaded files there")
    places = prepare(settings)
    rows = ledger.read(settings.ledger)
    _same_key(rows, places.key, settings)
    in_ledger = {row.file_sha256: row for row in rows}
    known, paths = changes(settings)

    refused = [
        Refused(_name(p, settings), f"not a CSV or a workbook ({p.suffix or 'no suffix'})")
        for p in paths
        if not is_table_name(p)
    ]
    candidates: dict[str, _Candidate] = {}
    for path in filter(is_table_name, paths):
        name = _name(path, settings)
        try:
            scanned = readers.scan(path)
        except OSError as error:
            refused.append(Refused(name, f"cannot be read ({error.strerror})"))
            continue
        if scanned.sha256 in in_ledger:
            known.append(in_ledger[scanned.sha256])
        else:
            # Of several names for the same bytes the first by path counts.
            candidates.setdefault(scanned.sha256, _Candidate(path, name, scanned))

    new: list[LedgerRow] = []
    workers = max(1, min(os.cpu_count() or 1, len(candidates)))
    threads = max(1, (os.cpu_count() or 1) // workers)
    with ThreadPoolExecutor(workers) as pool:
        jobs = {
            pool.submit(land, c.path, c.name, c.scanned, places, threads): c
            for c in candidates.values()
        }
        for done, job in enumerate(as_completed(jobs), start=1):
            candidate = jobs[job]
            try:
                new.append(job.result())
            except (UnknownFile, readers.UnreadableFile) as error:
                refused.append(Refused(candidate.name, str(error)))
            except OSError as error:
                pool.shutdown(cancel_futures=True)
                raise IngestError(
                    f"cannot write {error.filename or settings.data}: {error.strerror}; "
                    "free some space or choose another --data, then run again"
                ) from error
            except duckdb.IOException as error:
                pool.shutdown(cancel_futures=True)
                raise IngestError(f"cannot write below {settings.data}: {_first_line(error)}") from error
            except duckdb.Error as error:
                refused.append(Refused(candidate.name, f"cannot be read ({_first_line(error)})"))
            report(done, len(jobs), candidate.name)
    refused.sort(key=lambda r: r.file)
    _write_refused(settings, refused)
    return Ingested(
        tuple(sorted(new, key=lambda r: r.file)),
        tuple(sorted({r.file_sha256: r for r in known}.values(), key=lambda r: r.file)),
        tuple(refused),
    )


def _name(path: Path, settings: Settings) -> str:
    return path.relative_to(settings.exports).as_posix()


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _same_key(rows: list[LedgerRow], key: HashKey, settings: Settings) -> None:
    other = next((row for row in rows if row.hash_key != key.fingerprint), None)
    if other:
        raise IngestError(
            f"the data in {settings.data} was hashed with another key than {settings.key_file}: "
            "the same buyer would count twice. Put that key back, or start with a new --data"
        )


def _write_refused(settings: Settings, refused: list[Refused] | tuple[Refused, ...]) -> None:
    schema = pa.schema([("file", pa.string()), ("reason", pa.string())])
    table = pa.Table.from_pylist([asdict(r) for r in refused], schema=schema)
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    replace_if_changed(settings.refused, sink.getvalue().to_pybytes())
