"""Ingests a folder of exports: lands what is new, passes by what is known, tells the rest."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.files import modified_at, replace_if_changed
from orchestration.ingest import checks, ledger, readers
from orchestration.ingest.checks import CheckResult
from orchestration.ingest.land import Places, UnknownFile, land, shop_of_folder, write_empties
from orchestration.ingest.ledger import LedgerRow
from orchestration.ingest.maps import MapError, formats_with
from orchestration.ingest.privacy import HashKey, load_key
from orchestration.ingest.registry import Formats
from orchestration.ingest.scan import export_files, in_order, is_table_name
from orchestration.ingest.spill import spill_folder
from orchestration.settings import Settings

Report = Callable[[int, int, str], None]  # done, all, what


class IngestError(Exception):
    """Nothing can be ingested; the message is one line."""


@dataclass(frozen=True)
class Refused:
    """A file that was left out, and why.

    `outcome` is "refused" for what is no export, "copy" for the bytes of another file that is there
    too, and "moved" for bytes that are in under a path or a time that is no longer theirs.
    """

    file: str
    reason: str
    file_bytes: int
    file_modified_at: datetime
    outcome: str = "refused"


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


def _refusal(identity: tuple[str, int, datetime], reason: str, outcome: str = "refused") -> Refused:
    return Refused(identity[0], reason, identity[1], identity[2], outcome)


def _same_bytes(identity: tuple[str, int, datetime], other: str, settings: Settings) -> Refused:
    if other == identity[0]:
        return _refusal(identity, "is in already; only its time of change is another", "moved")
    outcome = "copy" if (settings.exports / other).exists() else "moved"
    reason = f"holds the same bytes as {other}"
    ours, theirs = shop_of_folder(identity[0]), shop_of_folder(other)
    if outcome == "copy" and ours != theirs:
        reason += (
            f", so it counts for the shop {theirs} alone; if {ours} has the same numbers, "
            "save it there with an empty line more"
        )
    return _refusal(identity, reason, outcome)


def prepare(settings: Settings) -> Places:
    """Make the folders, the typed empty members and the key; needs no export.

    Raises privacy.HashKeyError, or IngestError where the data was hashed with another key.
    """
    key = load_key(settings.key_file, settings.data)
    known = _formats(settings)
    with _writing(settings):
        return _prepare(settings, key, known)


def _formats(settings: Settings) -> Formats:
    try:
        return formats_with(settings.maps)
    except MapError as error:
        raise IngestError(str(error)) from None


@contextmanager
def _writing(settings: Settings) -> Iterator[None]:
    """Tells in one line that a disk is full, or a folder not ours to write to."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        where, why = settings.data, _first_line(error)
        if isinstance(error, OSError):
            where, why = error.filename or where, error.strerror or why
        raise IngestError(
            f"cannot read or write {where}: {why}. "
            "Make room or choose another --data, then run again"
        ) from error


def _prepare(settings: Settings, key: HashKey, known: Formats) -> Places:
    places = Places(
        raw=settings.raw,
        quarantine=settings.quarantine,
        ledger=settings.ledger,
        key=key,
        ingested_at=datetime.now(UTC).replace(tzinfo=None),
        formats=known,
        password=settings.workbook_password,
        forgotten=settings.forgotten,
    )
    write_empties(places, known.exports)
    ledger.write_empty(settings.ledger)
    checks.prepare(settings)
    if not settings.refused.exists():
        _write_refused(settings, (), "")
    return places


def has_news(settings: Settings) -> bool:
    """Whether there is a file that neither the ledger nor the refused ones of the last run know.

    Reads no file: a path with the same size and time of change is the same file. What was refused,
    or read by another spec or column map than now, is news too.
    """
    known = _formats(settings)
    seen: set[tuple[str, int, datetime]] = set()
    if _knew_when_refused(settings) == known.all_fingerprints:
        seen = {(r.file, r.file_bytes, r.file_modified_at) for r in read_refused(settings)}
    seen |= {
        (r.file, r.file_bytes, r.file_modified_at)
        for r in ledger.read(settings.ledger)
        if r.spec == known.fingerprint(r.platform, r.entity)
    }
    return any(_identity(path, settings) not in seen for path in export_files(settings.exports))


def read_refused(settings: Settings) -> list[Refused]:
    """The files that the newest run left out."""
    if not settings.refused.exists():
        return []
    return [Refused(**row) for row in pq.read_table(settings.refused).to_pylist()]


def _knew_when_refused(settings: Settings) -> str:
    """Fingerprint of the formats that were known in the newest run."""
    if not settings.refused.exists():
        return ""
    metadata = pq.read_schema(settings.refused).metadata or {}
    return str(metadata.get(b"formats", b"").decode())


def _identity(path: Path, settings: Settings) -> tuple[str, int, datetime]:
    stat = path.stat()
    name = path.relative_to(settings.exports).as_posix()
    # A name that is no UTF-8 (from an old Thai archive, say) can be told only in part.
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return name, stat.st_size, modified_at(stat)


def ingest(settings: Settings, report: Report = lambda done, total, what: None) -> Ingested:
    """Land every new file below the exports folder; refuse, with a reason, what is no export.

    Raises IngestError or privacy.HashKeyError with one line.
    """
    if not settings.exports.is_dir():
        raise IngestError(f"there is no folder {settings.exports}; put the downloaded files there")
    places = prepare(settings)
    with _writing(settings):
        return _ingest(settings, places, report)


def _ingest(settings: Settings, places: Places, report: Report) -> Ingested:
    rows = ledger.read(settings.ledger)
    _same_key(rows, places.key, settings)
    # What was read by another spec or map is read again, where its file is still there.
    fresh = [r for r in rows if r.spec == places.formats.fingerprint(r.platform, r.entity)]
    by_identity = {(r.file, r.file_bytes, r.file_modified_at): r for r in fresh}
    by_content = {row.file_sha256: row for row in fresh}

    known: list[LedgerRow] = []
    refused: list[Refused] = []
    candidates: dict[str, _Candidate] = {}
    for path in export_files(settings.exports):
        try:
            identity = _identity(path, settings)
        except OSError:
            continue  # it has just been taken away
        if identity in by_identity:
            known.append(by_identity[identity])
        elif not is_table_name(path):
            kind = path.suffix or "no suffix"
            hint = "; unzip it here" if kind.lower() == ".zip" else ""
            refused.append(_refusal(identity, f"not a CSV or a workbook ({kind}){hint}"))
        elif identity[0] != path.relative_to(settings.exports).as_posix():
            refused.append(_refusal(identity, "its name is not UTF-8; rename it"))
        else:
            try:
                scanned = readers.scan(path)
            except OSError as error:
                refused.append(_refusal(identity, f"cannot be read ({error.strerror})"))
                continue
            found = _Candidate(path, identity, scanned)
            before = by_content.get(scanned.sha256)
            other = candidates.get(scanned.sha256)
            # Of several names for the same bytes the first by path counts, whichever came first:
            # the name may tell the period. So a file may be read once more under another name.
            if before and not (
                _comes_first(found.name, before.file) and (settings.exports / before.file).exists()
            ):
                known.append(before)
                refused.append(_same_bytes(identity, before.file, settings))
            elif other and _comes_first(other.name, found.name):
                refused.append(_same_bytes(identity, other.name, settings))
            else:
                candidates[scanned.sha256] = found
                if other:
                    refused.append(_same_bytes(other.identity, found.name, settings))

    for row in [row for row in known if row.file_sha256 in candidates]:
        known.remove(row)
        name = candidates[row.file_sha256].name
        if row.file != name:
            identity = row.file, row.file_bytes, row.file_modified_at
            refused.append(_same_bytes(identity, name, settings))

    if candidates:
        checks.forget(settings, candidates)
        checks.start_importing()
    new: list[LedgerRow] = []
    workers = max(1, min(os.cpu_count() or 1, len(candidates)))
    threads = max(1, (os.cpu_count() or 1) // workers)
    worker = threading.local()
    # The largest first, so that none is left over at the end with the other workers idle.
    by_size = sorted(candidates.values(), key=lambda c: -c.scanned.size)

    with (
        spill_folder() as spill,
        ExitStack() as connections,
        ThreadPoolExecutor(workers) as pool,
    ):

        def land_one(candidate: _Candidate) -> LedgerRow:
            if not hasattr(worker, "con"):
                worker.con = connections.enter_context(readers.connect(threads, spill))
            return land(worker.con, candidate.path, candidate.name, candidate.scanned, places)

        jobs = {pool.submit(land_one, c): c for c in by_size}
        for done, job in enumerate(as_completed(jobs), start=1):
            candidate = jobs[job]
            try:
                new.append(job.result())
            except (UnknownFile, readers.UnreadableFile) as error:
                refused.append(_refusal(candidate.identity, str(error)))
            except Exception:
                pool.shutdown(cancel_futures=True)
                raise
            report(done, len(jobs), candidate.name)
    refused.sort(key=lambda r: r.file)
    _write_refused(settings, refused, places.formats.all_fingerprints)
    once = {row.file_sha256: row for row in (*rows, *new)}  # what was read again stands in both
    unchecked = checks.unchecked(settings, once.values())
    if unchecked:
        report(len(candidates), len(candidates), "checking what has landed")
    return Ingested(
        tuple(sorted(new, key=lambda r: r.file)),
        tuple(sorted({r.file_sha256: r for r in known}.values(), key=lambda r: r.file)),
        tuple(refused),
        tuple(checks.check(settings, unchecked)),
    )


def _comes_first(name: str, other: str) -> bool:
    return in_order(PurePosixPath(name)) < in_order(PurePosixPath(other))


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _same_key(rows: list[LedgerRow], key: HashKey, settings: Settings) -> None:
    other = next((row for row in rows if row.hash_key != key.fingerprint), None)
    if other:
        raise IngestError(
            f"the data in {settings.data} was hashed with another key than {settings.key_file}: "
            "the same buyer would count twice. Put that key back, or start with a new --data"
        )


def _write_refused(settings: Settings, refused: Sequence[Refused], knew: str) -> None:
    schema = pa.schema(
        [
            ("file", pa.string()),
            ("reason", pa.string()),
            ("file_bytes", pa.int64()),
            ("file_modified_at", pa.timestamp("us")),
            ("outcome", pa.string()),
        ]
    )
    schema = schema.with_metadata({"formats": knew})
    table = pa.Table.from_pylist([asdict(r) for r in refused], schema=schema)
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    replace_if_changed(settings.refused, sink.getvalue().to_pybytes())
