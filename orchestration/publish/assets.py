"""The published tables and the site, as Dagster assets."""

import json
from typing import Any

import dagster as dg

from orchestration import fingerprint, progress, settings
from orchestration.files import replace_if_changed
from orchestration.project import dbt_project
from orchestration.publish.publish import publish
from orchestration.run_lock import RunLock
from orchestration.transform.assets import predicted_warehouse, warehouse
from reports.render.site import render_site

_REPORT_TABLES = [
    key for key in warehouse.keys | predicted_warehouse.keys if key.path[0] == "reports"
]


@dg.asset(
    key=["publish", "tables"],
    # What dbt said of the predictions is published too, even where no page reads them.
    deps=[*_REPORT_TABLES, *(k for k in predicted_warehouse.keys if k.path[0] != "reports")],
    group_name="publish",
    description="The reports schema as Parquet, the metrics beside it: all that a page may read.",
)
def published_tables(run_lock: RunLock) -> dg.MaterializeResult[Any]:
    now = settings.load()
    with progress.step("publish") as step:
        inputs = fingerprint.of_run(now)
        manifest = json.loads(dbt_project.manifest_path.read_text())
        tables = publish(
            now.warehouse,
            now.publish,
            manifest,
            inputs,
            now.dbt_target,
            now.test_results,
            step.update,
        )
    return dg.MaterializeResult(metadata={"tables": len(tables)})


@dg.asset(
    key=["site", "pages"],
    deps=[published_tables],
    group_name="site",
    description="The report pages: static files that open from file://.",
)
def site(run_lock: RunLock) -> dg.MaterializeResult[Any]:
    now = settings.load()
    with progress.step("site") as step:
        pages = render_site(now.publish, now.site, step.update)
        stamp_site(now)
    return dg.MaterializeResult(
        metadata={"pages": len(pages), "index": str(now.site / "index.html")}
    )


def stamp_site(now: settings.Settings) -> None:
    """Keep what the site was rendered from."""
    replace_if_changed(now.site / ".inputs", site_inputs(now).encode())


def site_inputs(now: settings.Settings) -> str:
    """What the site follows from: the published tables and the pages."""
    return f"{fingerprint.of_run(now)} {fingerprint.of_report_pages()}"
