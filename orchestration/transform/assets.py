"""The warehouse: every dbt seed, snapshot, model and test as Dagster sees it."""

from collections.abc import Iterator
from functools import cached_property
from importlib import metadata
from typing import Any

import dagster as dg
from dagster_dbt import DbtCliResource, dbt_assets
from packaging.version import Version

from orchestration import progress, settings
from orchestration.project import PROFILES, dbt_project, prepare
from orchestration.run_lock import RunLock
from orchestration.settings import PROJECT
from orchestration.transform.translator import LayerTranslator

prepare()


class LocalDbt(DbtCliResource):
    """The dbt command of this environment.

    dagster-dbt asks `dbt --version` for the version, and that asks PyPI for the newest one.
    """

    @cached_property
    def _cli_version(self) -> Version:
        return Version(metadata.version("dbt-core"))


dbt = LocalDbt(project_dir=str(PROJECT), profiles_dir=str(PROFILES))


@dbt_assets(
    manifest=dbt_project.manifest_path,
    project=dbt_project,
    dagster_dbt_translator=LayerTranslator(),
    name="warehouse",
)
def warehouse(
    context: dg.AssetExecutionContext, dbt: DbtCliResource, run_lock: RunLock
) -> Iterator[Any]:
    """dbt build. Unit tests are left to the engineers' own runs: they look at code, not at data."""
    now = settings.load()
    with progress.step("warehouse") as step:
        invocation = dbt.cli(
            ["build", "--exclude-resource-type", "unit_test"],
            context=context,
            # One folder per data root, so that dbt finds what it parsed the last time.
            target_path=now.dbt_target,
            raise_on_error=False,
        )
        total = 0
        for event in invocation.stream_raw_events():
            data = event.raw_event.get("data", {})
            total = int(data.get("total", total) or total)
            if event.raw_event["info"]["name"] == "LogStartLine":
                step.update(int(data.get("index", 0)), total, data.get("description", ""))
            yield from event.to_default_asset_events(
                manifest=invocation.manifest,
                dagster_dbt_translator=invocation.dagster_dbt_translator,
                context=invocation.context,
                target_path=invocation.target_path,
                project=invocation.project,
            )
        if not invocation.is_successful():
            raise progress.StepFailed(_reasons(invocation.get_artifact("run_results.json")))


def _reasons(run_results: dict[str, Any]) -> str:
    """One line per node that failed."""
    lines = []
    for result in run_results.get("results", []):
        if result["status"] in ("error", "fail"):
            message = " ".join(str(result.get("message") or "").split())
            lines.append(f"{result['unique_id']}: {message[:300]}")
    return "\n".join(lines) or "dbt stopped before it built anything; run `dbt build` to see why"
