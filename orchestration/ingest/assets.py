"""The raw tables as Dagster assets, with the suites at the door as their checks."""

import re
from collections.abc import Iterator
from typing import Any

import dagster as dg

from orchestration import progress, settings
from orchestration.ingest import registry
from orchestration.ingest.ingest import Ingested, ingest
from orchestration.ingest.spec import Expectation, Export
from orchestration.run_lock import RunLock

EXPORTS = dg.AssetSpec(
    "exports",
    group_name="exports",
    description="The files as downloaded. They are only ever read.",
)

_OWN_TABLES = {
    "ledger": "One row per ingested file: read, landed, quarantined, not data.",
    "quarantine": "One row per bad cell of a row that did not land.",
    "refused": "One row per file that the newest run left out.",
    "checks": "One row per file and expectation of the suites at the door.",
}


def _key(export: Export) -> dg.AssetKey:
    return dg.AssetKey([export.platform, export.entity])


def _check_name(expectation: Expectation) -> str:
    # Dagster takes ASCII alone.
    return re.sub(r"\W+", "_", expectation.sentence, flags=re.ASCII).strip("_")


_SPECS = [
    *(
        dg.AssetSpec(_key(e), deps=[EXPORTS], group_name="raw", description=e.title)
        for e in registry.exports()
    ),
    *(
        dg.AssetSpec(["talad", n], deps=[EXPORTS], group_name="raw", description=d)
        for n, d in _OWN_TABLES.items()
    ),
]

_CHECK_SPECS = [
    dg.AssetCheckSpec(_check_name(x), asset=_key(e), description=x.sentence)
    for e in registry.exports()
    for x in e.expectations
]


@dg.multi_asset(specs=_SPECS, check_specs=_CHECK_SPECS, name="ingest")
def raw_tables(run_lock: RunLock) -> Iterator[dg.MaterializeResult[Any] | dg.AssetCheckResult]:
    """Land what is new in the exports folder, and check it at the door."""
    now = settings.load()
    with progress.step("ingest") as step:
        done = ingest(now, step.update)
    files = [*done.new, *done.known]
    if not files:
        raise progress.StepFailed(f"no file in {now.exports} is a known export; nothing was built")
    for export in registry.exports():
        own = [r for r in files if (r.platform, r.entity) == (export.platform, export.entity)]
        yield dg.MaterializeResult(
            asset_key=_key(export),
            metadata={
                "files": len(own),
                "rows_read": sum(r.rows_read for r in own),
                "rows_landed": sum(r.rows_landed for r in own),
                "rows_quarantined": sum(r.rows_quarantined for r in own),
                "rows_not_data": sum(r.rows_not_data for r in own),
            },
        )
    for name in _OWN_TABLES:
        yield dg.MaterializeResult(asset_key=["talad", name])
    yield from _check_results(done)


def _check_results(done: Ingested) -> Iterator[dg.AssetCheckResult]:
    """Each expectation over the files of this run; a file that fails is named."""
    names = {row.file_sha256: row.file for row in done.new}
    for export in registry.exports():
        for expectation in export.expectations:
            own = [
                r
                for r in done.checks
                if (r.platform, r.entity, r.expectation)
                == (export.platform, export.entity, expectation.sentence)
            ]
            failed = [r for r in own if not r.is_success]
            yield dg.AssetCheckResult(
                asset_key=_key(export),
                check_name=_check_name(expectation),
                passed=not failed,
                # The rows have landed and are shown as doubtful; to go on is a person's call.
                severity=dg.AssetCheckSeverity.WARN,
                metadata={
                    "files": len(own),
                    "rows": sum(r.checked_row_count for r in own),
                    "unexpected_rows": sum(r.unexpected_row_count for r in own),
                    "failed_files": ", ".join(
                        names.get(r.file_sha256, r.file_sha256) for r in failed
                    ),
                },
            )
