"""The warehouse: every dbt seed, snapshot, model and test as Dagster sees it."""

import sys
import time
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib import metadata
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt import DbtCliInvocation, DbtCliResource, dbt_assets
from packaging.version import Version

from orchestration import progress, settings
from orchestration.events import worth_telling
from orchestration.project import PROFILES, dbt_project, prepare
from orchestration.publish.publish import RUN_RESULTS
from orchestration.run_lock import RunLock
from orchestration.settings import PROJECT
from orchestration.transform.translator import LayerTranslator

prepare()

BEFORE, LAST = RUN_RESULTS


class LocalDbt(DbtCliResource):
    """The dbt command of this environment."""

    @cached_property
    def _cli_version(self) -> Version:
        """dagster-dbt asks `dbt --version`, and that asks PyPI for the newest one."""
        return Version(metadata.version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> Any:
        """A second dbt in this process would cost seconds; it is for row counts, which we lack."""
        return None


dbt = LocalDbt(
    project_dir=str(PROJECT),
    profiles_dir=str(PROFILES),
    # Not `dbt`: this one ends when the run is killed.
    dbt_executable=sys.executable,
    global_config_flags=[
        *("-m", "orchestration.transform.dbt_child"),
        # Each query and its plan in JSON are 24 MB a run, and a tenth of its time.
        *("--log-level-file", "info"),
    ],
)


# What is predicted comes back as a source, so dbt runs twice: up to it, and from it on.
PREDICTED = "source:ml+"


@dbt_assets(
    manifest=dbt_project.manifest_path,
    project=dbt_project,
    dagster_dbt_translator=LayerTranslator(),
    exclude=PREDICTED,
    name="warehouse",
)
def warehouse(
    context: dg.AssetExecutionContext, dbt: DbtCliResource, run_lock: RunLock
) -> Iterator[Any]:
    """dbt build of all that rests on no prediction."""
    now = settings.load()
    (now.dbt_target / BEFORE).unlink(missing_ok=True)
    yield from _build(context, dbt, now, "warehouse")
    # The second build writes its own; what both say is published.
    (now.dbt_target / LAST).replace(now.dbt_target / BEFORE)


@dbt_assets(
    manifest=dbt_project.manifest_path,
    project=dbt_project,
    dagster_dbt_translator=LayerTranslator(),
    select=PREDICTED,
    name="predicted_warehouse",
)
def predicted_warehouse(
    context: dg.AssetExecutionContext, dbt: DbtCliResource, run_lock: RunLock
) -> Iterator[Any]:
    """dbt build of what reads the predictions."""
    yield from _build(context, dbt, settings.load(), "predicted warehouse")


def _build(
    context: dg.AssetExecutionContext, dbt: DbtCliResource, now: settings.Settings, name: str
) -> Iterator[Any]:
    """dbt build. Unit tests are left to the engineers' own runs: they look at code, not at data."""
    _wait_until_free(now)
    # What an earlier build said would pass for what this one says.
    (now.dbt_target / LAST).unlink(missing_ok=True)
    with progress.step(name) as step:
        invocation = dbt.cli(
            ["build", "--exclude-resource-type", "unit_test"],
            context=context,
            # One folder per data root, so that dbt finds what it parsed the last time.
            target_path=now.dbt_target,
            raise_on_error=False,
        )
        total, last_error = 0, ""
        for event in invocation.stream_raw_events():
            data = event.raw_event.get("data", {})
            total = int(data.get("total", total) or total)
            if event.raw_event["info"]["name"] == "LogStartLine":
                step.update(int(data.get("index", 0)), total, data.get("description", ""))
            if event.raw_event["info"]["level"] == "error":
                last_error = event.raw_event["info"]["msg"]
            told = event.to_default_asset_events(
                manifest=invocation.manifest,
                dagster_dbt_translator=invocation.dagster_dbt_translator,
                context=invocation.context,
                target_path=invocation.target_path,
                project=invocation.project,
            )
            yield from worth_telling(context.instance, told)
        if not invocation.is_successful():
            raise progress.StepFailed(_reasons(_results(invocation), last_error))


def _wait_until_free(now: settings.Settings) -> None:
    """Wait for whoever has the warehouse open, for as long as TALAD_LOCK_WAIT says."""
    database, until = now.warehouse, time.monotonic() + now.lock_wait_seconds
    said = False
    while True:
        try:
            duckdb.connect(str(database)).close()
            return
        except duckdb.IOException as error:
            if "lock" not in str(error):
                reason = str(error).splitlines()[0]
                raise progress.StepFailed(
                    f"cannot open {database} ({reason}); delete it, it is built again from what "
                    "was ingested"
                ) from None
        if time.monotonic() >= until:
            raise progress.StepFailed(
                f"another program has {database} open; close it there, then run again"
            )
        if not said:
            progress.say(
                f"another program has {database} open; waiting for it, "
                f"at most {now.lock_wait_seconds:.0f} seconds (TALAD_LOCK_WAIT)"
            )
            said = True
        time.sleep(1)


def _results(invocation: DbtCliInvocation) -> list[dict[str, Any]]:
    """What came of each node; nothing where dbt stopped before the first."""
    if not (invocation.target_path / "run_results.json").exists():
        return []
    return list(invocation.get_artifact("run_results.json")["results"])


def _reasons(results: list[dict[str, Any]], last_error: str) -> str:
    """One line per node that failed, or what stopped dbt before the first."""
    lines = []
    for result in results:
        if result["status"] in ("error", "fail"):
            message = " ".join(str(result.get("message") or "").split())
            lines.append(f"{result['unique_id']}: {message[:300]}")
    if lines:
        return "\n".join(lines)
    return f"dbt stopped before it built anything: {' '.join(last_error.split())}"
