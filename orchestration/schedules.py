"""When runs start by themselves."""

import hashlib

import dagster as dg

from orchestration import settings
from orchestration.ingest.ingest import IngestError, has_news
from orchestration.ingest.scan import export_files

every_morning = dg.ScheduleDefinition(
    name="every_morning",
    job_name="everything",
    cron_schedule="0 6 * * *",
    execution_timezone="Asia/Bangkok",
    description="Every day at 06:00 in Bangkok.",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)


@dg.sensor(
    job_name="everything",
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Starts a run when a file in the exports folder is new or has changed.",
)
def new_exports(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    now = settings.load()
    if not now.exports.is_dir():
        return dg.SkipReason(f"there is no folder {now.exports} yet")
    try:
        if not has_news(now):
            return dg.SkipReason("no new file")
    except IngestError as error:
        return dg.SkipReason(str(error))
    # One run per state of the folder: a file that no run can use must not start another.
    state = hashlib.sha256()
    for path in (*export_files(now.exports), *sorted(now.maps.glob("*.y*ml"))):
        stat = path.stat()
        state.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=state.hexdigest())])
