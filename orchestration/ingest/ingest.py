"""Ingests a folder of exports: what is new is landed, what is known is passed by, the rest is told."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.files import replace_if_changed
from orchestration.ingest import checks, ledger, readers, registry
from orchestration.ingest.checks import CheckResult
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
    file_bytes: int
    file_modified_at: datetime


@dataclass(frozen=True)
class Ingested:
    """What a run found."""

    new: tuple[LedgerRow, ...]
    known: tuple[LedgerRow, ...]  # already in before, and still in the exports folder
    refused: tuple[Refused, ...]
    checks: tuple[CheckResult, ...]  # of the files that no suite had looked at yet


@dataclass(frozen=True)
class _Candidate:
    path: Path
    identity: tuple[str, int, datetime]
    scanned: readers.Scan

    @property
    def name(self) -> str:
        return self.identity[0]


def _refusal(identity: tuple[str, int, datetime], reason: str) -> Refused:
    return Refused(identity[0], reason, identity[1], identity[2])


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
    checks.prepare(settings)
    if not settings.refused.exists():
        _write_refused(settings, ())
    return places


def has_news(settings: Settings) -> bool:
    """Whether there is a file that neither the ledger nor the refused ones of the last run know.

    Reads no file: a path with the same size and time of change is the same file.
    """
    if not settings.refused.exists():
        return True
    refused = pq.read_table(settings.refused).to_pylist()
    seen = {(r["file"], r["file_bytes"], r["file_modified_at"]) for r in refused}
    seen |= {(r.file, r.file_bytes, r.file_modified_at) for r in ledger.read(settings.ledger)}
    return any(_identity(path, settings) not in seen for path in export_files(settings.exports))


def _identity(path: Path, settings: Settings) -> tuple[str, int, datetime]:
    stat = path.stat()
    modified = datetime.fromtimestamp(stat.st_mtime, UTC).replace(tzinfo=None)
    return path.relative_to(settings.exports).as_posix(), stat.st_size, modified


def ingest(settings: Settings, report: Report = lambda done, total, what: None) -> Ingested:
    """Land every new file below the exports folder; refuse, with a reason, what is no export.

    Raises IngestError or privacy.HashKeyError with one line.
    """
    if not settings.exports.is_dir():
        raise IngestError(f"there is no folder {settings.exports}; put the downloaded files there")
    places = prepare(settings)
    rows = ledger.read(settings.ledger)
    _same_key(rows, places.key, settings)
    by_identity = {(r.file, r.file_bytes, r.file_modified_at): r for r in rows}
    by_content = {row.file_sha256: row for row in rows}

    known: list[LedgerRow] = []
    refused: list[Refused] = []
    candidates: dict[str, _Candidate] = {}
    for path in export_files(settings.exports):
        identity = _identity(path, settings)
        if identity in by_identity:
            known.append(by_identity[identity])
        elif not is_table_name(path):
            kind = path.suffix or "no suffix"
            refused.append(_refusal(identity, f"not a CSV or a workbook ({kind})"))
        else:
            try:
                scanned = readers.scan(path)
            except OSError as error:
                refused.append(_refusal(identity, f"cannot be read ({error.strerror})"))
                continue
            if scanned.sha256 in by_content:
                known.append(by_content[scanned.sha256])
            else:
                # Of several names for the same bytes the first by path counts.
                candidates.setdefault(scanned.sha256, _Candidate(path, identity, scanned))

    if candidates:
        checks.start_importing()
    new: list[LedgerRow] = []
    workers = max(1, min(os.cpu_count() or 1, len(candidates)))
    threads = max(1, (os.cpu_count() or 1) // workers)
    worker = threading.local()

    def connect() -> None:
        worker.con = readers.connect(threads)

    def land_one(candidate: _Candidate) -> LedgerRow:
        return land(worker.con, candidate.path, candidate.name, candidate.scanned, places)

    with ThreadPoolExecutor(workers, initializer=connect) as pool:
        jobs = {pool.submit(land_one, c): c for c in candidates.values()}
        for done, job in enumerate(as_completed(jobs), start=1):
            candidate = jobs[job]
            try:
                new.append(job.result())
            except (UnknownFile, readers.UnreadableFile) as error:
                refused.append(_refusal(candidate.identity, str(error)))
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
                reason = f"cannot be read ({_first_line(error)})"
                refused.append(_refusal(candidate.identity, reason))
            report(done, len(jobs), candidate.name)
    refused.sort(key=lambda r: r.file)
    _write_refused(settings, refused)
    unchecked = checks.unchecked(settings, [*new, *rows])
    if unchecked:
        report(len(candidates), len(candidates), "checking what has landed")
    return Ingested(
        tuple(sorted(new, key=lambda r: r.file)),
        tuple(sorted({r.file_sha256: r for r in known}.values(), key=lambda r: r.file)),
        tuple(refused),
        tuple(checks.check(settings, unchecked)),
    )


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
    schema = pa.schema(
        [
            ("file", pa.string()),
            ("reason", pa.string()),
            ("file_bytes", pa.int64()),
            ("file_modified_at", pa.timestamp("us")),
        ]
    )
    table = pa.Table.from_pylist([asdict(r) for r in refused], schema=schema)
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    replace_if_changed(settings.refused, sink.getvalue().to_pybytes())
