"""What Dagster knows: export files -> raw -> warehouse -> predictions -> publish -> site."""

import dagster as dg

from ml.assets import predicted_tables
from orchestration.ingest.assets import EXPORTS, raw_tables
from orchestration.publish.assets import published_tables, site
from orchestration.run_lock import RunLock
from orchestration.schedules import every_morning, new_exports
from orchestration.transform.assets import dbt, predicted_warehouse, warehouse

everything = dg.define_asset_job(
    "everything",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(EXPORTS.key),
    description="Ingest what is new, build the warehouse, predict, publish and render the pages.",
)

defs = dg.Definitions(
    assets=[
        EXPORTS,
        raw_tables,
        warehouse,
        predicted_tables,
        predicted_warehouse,
        published_tables,
        site,
    ],
    jobs=[everything],
    schedules=[every_morning],
    sensors=[new_exports],
    resources={"dbt": dbt, "run_lock": RunLock()},
    # The steps share one warehouse and one folder: one process, one after the other.
    executor=dg.in_process_executor,
)
