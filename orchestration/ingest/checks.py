"""The suites at the door: one Great Expectations suite per entity, made from its spec.

A suite looks at typed rows that have landed and says what no single cell can be refused for: keys
that are not unique within a file, a subtotal that is not price times quantity, a payment before the
order. Results are kept per file, so that they are the same however the files arrived.

Great Expectations takes many seconds to import, so only a run with new files does it.
"""

from __future__ import annotations

import importlib
import os
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from orchestration.files import as_pattern, write_parquet
from orchestration.ingest import registry
from orchestration.ingest.cells import literal, quoted
from orchestration.ingest.ledger import LedgerRow
from orchestration.ingest.spec import Expectation, Export, Kind
from orchestration.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

ROWS_AT_ONCE = 500_000  # what one batch holds in pandas at the most, unless a single file is larger

_AS_THEY_ARE = (
    Kind.ID,
    Kind.TEXT,
    Kind.PERSON,
    Kind.DATE,
    Kind.TIMESTAMP,
    Kind.FLAG,
    Kind.PRESENCE,
)

CHECK_SCHEMA = pa.schema(
    [
        ("file_sha256", pa.string()),
        ("platform", pa.string()),
        ("entity", pa.string()),
        ("expectation", pa.string()),
        ("is_success", pa.bool_()),
        ("checked_row_count", pa.int64()),
        ("unexpected_row_count", pa.int64()),
    ]
)


@dataclass(frozen=True)
class CheckResult:
    """One expectation on one file."""

    file_sha256: str
    platform: str
    entity: str
    expectation: str
    is_success: bool
    checked_row_count: int
    unexpected_row_count: int


def prepare(settings: Settings) -> None:
    """The typed, empty member that lets models build before any file has come."""
    target = settings.checks / "empty.parquet"
    if not target.exists():
        write_parquet(CHECK_SCHEMA.empty_table(), target)


def unchecked(settings: Settings, rows: Iterable[LedgerRow]) -> list[LedgerRow]:
    """The committed files that no suite has looked at: new ones, or those of a killed run."""
    done = {path.stem for path in settings.checks.glob("*.parquet")}
    return [row for row in rows if row.file_sha256 not in done]


def forget(settings: Settings, shas: Iterable[str]) -> None:
    """Forget what the suites said of files that are about to be read again."""
    for sha256 in shas:
        (settings.checks / f"{sha256}.parquet").unlink(missing_ok=True)


def start_importing() -> None:
    """Import Great Expectations beside the landing, which leaves the interpreter mostly idle."""
    threading.Thread(target=_import, daemon=True).start()


def _import() -> Any:
    os.environ["GX_ANALYTICS_ENABLED"] = "False"  # it would report its use over the network
    return importlib.import_module("great_expectations")


def check(settings: Settings, rows: Sequence[LedgerRow]) -> list[CheckResult]:
    """Run the suites on files that are in the ledger, and keep what they say, a file per file."""
    results: list[CheckResult] = []
    specs = {(e.platform, e.entity): e for e in registry.exports()}
    ordered = sorted(rows, key=lambda r: (r.platform, r.entity, r.file_sha256))
    for (platform, entity), group in groupby(ordered, key=lambda r: (r.platform, r.entity)):
        export = specs.get((platform, entity))
        for batch in _batches(list(group)):
            found = _check_batch(settings, export, batch) if export else []
            _write(settings, batch, found)
            results += found
    return results


def _batches(rows: list[LedgerRow]) -> Iterable[list[LedgerRow]]:
    batch: list[LedgerRow] = []
    for row in rows:
        if batch and sum(r.rows_landed for r in batch) + row.rows_landed > ROWS_AT_ONCE:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _check_batch(
    settings: Settings, export: Export, rows: Sequence[LedgerRow]
) -> list[CheckResult]:
    frame = _frame(settings, export, rows)
    found = []
    for expected, unexpected in zip(
        export.expectations, _validate(frame, export.expectations), strict=True
    ):
        for row in rows:
            bad = unexpected.get(row.file_sha256, 0)
            found.append(
                CheckResult(
                    row.file_sha256,
                    export.platform,
                    export.entity,
                    expected.sentence,
                    bad <= row.rows_landed * (1 - expected.mostly),
                    row.rows_landed,
                    bad,
                )
            )
    return found


def _frame(settings: Settings, export: Export, rows: Sequence[LedgerRow]) -> pd.DataFrame:
    """What the suite looks at, of all files of a batch; numbers as floats, only to compare."""
    looked_at = sorted({name for e in export.expectations for name in e.columns})
    kinds = {c.name: c.kind for c in export.kept}
    columns = [
        quoted(name)
        if kinds.get(name) in _AS_THEY_ARE
        else f"cast({quoted(name) if name in kinds else name} as double) as {quoted(name)}"
        for name in looked_at
    ]
    folder = settings.raw / export.platform / export.entity
    with duckdb.connect() as con:
        # A number per row in pandas, and not 64 characters.
        con.execute(f"create type file as enum ({', '.join(literal(r.file_sha256) for r in rows)})")
        columns = ["_file_sha256::file as _file_sha256", "_row", *columns]
        con.execute(
            f"select {', '.join(columns)} "
            "from read_parquet(?, union_by_name = true, hive_partitioning = false)",
            [[as_pattern(folder / f"{row.file_sha256}.parquet") for row in rows]],
        )
        # By way of Arrow, which pandas keeps its texts in: a third of the time.
        frame: pd.DataFrame = con.to_arrow_table().to_pandas(date_as_object=False)
        return frame


@cache
def _any_frame() -> Any:
    """What Great Expectations wants to know of frames, once for all of them."""
    gx = _import()
    # It would hash every cell twice, to tell batches apart that nobody keeps: a third of the time.
    engine = importlib.import_module("great_expectations.execution_engine.pandas_execution_engine")
    engine.HASH_THRESHOLD = 0  # type: ignore[attr-defined]
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    return (
        context.data_sources.add_pandas("landed")
        .add_dataframe_asset("rows")
        .add_batch_definition_whole_dataframe("all")
    )


def _validate(frame: pd.DataFrame, suite: Sequence[Expectation]) -> list[dict[str, int]]:
    """For each expectation, how many rows of each file break it."""
    gx = _import()
    configuration = importlib.import_module(
        "great_expectations.expectations.expectation_configuration"
    )
    expectations = gx.ExpectationSuite(name="door")
    for number, expected in enumerate(suite):
        arguments = dict(expected.arguments)
        if expected.kind == "expect_compound_columns_to_be_unique":
            arguments["column_list"] = ["_file_sha256", *expected.columns]
        elif len(expected.columns) == 2:
            arguments["column_A"], arguments["column_B"] = expected.columns
        else:
            arguments["column"] = expected.columns[0]
        expectations.add_expectation_configuration(
            configuration.ExpectationConfiguration(
                type=expected.kind, kwargs=arguments, meta={"number": number}
            )
        )
    batch = _any_frame().get_batch(batch_parameters={"dataframe": frame})
    outcome = batch.validate(
        expectations,
        result_format={
            "result_format": "COMPLETE",
            "unexpected_index_column_names": ["_file_sha256", "_row"],
        },
    )
    counts: list[dict[str, int]] = [{} for _ in suite]
    for result in outcome.results:
        per_file = counts[result.expectation_config.meta["number"]]
        if result.exception_info.get("raised_exception"):
            raise RuntimeError(f"an expectation could not be checked: {result.exception_info}")
        for place in result.result.get("unexpected_index_list") or []:
            per_file[place["_file_sha256"]] = per_file.get(place["_file_sha256"], 0) + 1
    return counts


def _write(settings: Settings, rows: Sequence[LedgerRow], results: Sequence[CheckResult]) -> None:
    for row in rows:
        own = [vars(r) for r in results if r.file_sha256 == row.file_sha256]
        write_parquet(
            pa.Table.from_pylist(own, schema=CHECK_SCHEMA),
            settings.checks / f"{row.file_sha256}.parquet",
        )
