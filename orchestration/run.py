"""One run, from export files to the site: skipped where nothing is new, else Dagster's job."""

from __future__ import annotations

import contextlib
import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from orchestration import fingerprint, progress
from orchestration.ingest.ingest import IngestError, has_news
from orchestration.lock import AnotherRun, run_lock
from orchestration.publish.publish import recorded_inputs
from orchestration.settings import Settings

# dbt, Dagster and Great Expectations would each report their use over the network. requirements/
# quiet.pth says the same to every command of .venv; this is for an environment made otherwise.
_QUIET = {
    "DO_NOT_TRACK": "1",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "GX_ANALYTICS_ENABLED": "False",
    "DAGSTER_DISABLE_TELEMETRY": "1",
}


@dataclass(frozen=True)
class Outcome:
    """How a run ended."""

    was_up_to_date: bool
    failure: str | None = None  # what is wrong, a line per thing


def is_up_to_date(settings: Settings) -> bool:
    """Whether everything that is published and rendered follows from what is there now."""
    if not settings.ledger.exists() or has_news(settings):
        return False
    inputs = fingerprint.of_run(settings)
    return recorded_inputs(settings.publish) == inputs and _rendered(settings) == (
        f"{inputs} {fingerprint.of_report_pages()}"
    )


def _rendered(settings: Settings) -> str | None:
    stamp = settings.site / ".inputs"
    return stamp.read_text() if stamp.exists() else None


def run(settings: Settings) -> Outcome:
    """Bring everything up to date. Another run may just have done it: that one is waited for."""
    os.environ.update(_QUIET)
    os.environ.update(settings.environment())
    try:
        with run_lock(settings, progress.say):
            if is_up_to_date(settings):
                return Outcome(was_up_to_date=True)
            return _execute(settings)
    except (AnotherRun, IngestError, progress.StepFailed) as failed:
        return Outcome(was_up_to_date=False, failure=str(failed))


def _execute(settings: Settings) -> Outcome:
    """Run Dagster's job in this process."""
    # Seconds of imports, so only where there is something to do.
    with progress.step("start"):
        import dagster as dg

        from orchestration.definitions import defs
    job = defs.resolve_job_def("everything")
    # dagster-dbt writes all that dbt says to the standard output, where the progress is drawn.
    with _log(settings).open("w") as log, contextlib.redirect_stdout(log), warnings_in(log):
        result = job.execute_in_process(
            instance=dg.DagsterInstance.ephemeral(),
            raise_on_error=False,
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        )
    if result.success:
        return Outcome(was_up_to_date=False)
    return Outcome(was_up_to_date=False, failure=_failure(result))


@contextlib.contextmanager
def warnings_in(log: TextIO) -> Iterator[None]:
    """Send what libraries warn of to a log: it is for those who work on Talad.

    A filter would not do. A library that is imported in another thread sets and resets filters, and
    every now and then a warning that they hide comes through.
    """
    before = warnings.showwarning

    def write(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        log.write(warnings.formatwarning(message, category, filename, lineno, line))

    warnings.showwarning = write
    try:
        yield
    finally:
        warnings.showwarning = before


def _log(settings: Settings) -> Path:
    """Where dbt's own words go."""
    folder = settings.dbt_target
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "build.log"


def _failure(result: object) -> str:
    """The message of the step that failed, without the traceback around it."""
    for event in getattr(result, "all_events", []):
        data = event.event_specific_data
        error = getattr(data, "error", None)
        if error is not None and (event.is_step_failure or event.is_failure):
            cause = error
            while cause.cause is not None:
                cause = cause.cause
            return _message(cause.message)
    return "the run failed, and Dagster does not say why; `dg dev` shows the run's log"


def _message(text: str) -> str:
    """An error's message without the name of its class."""
    known = (
        "StepFailed: ",
        "IngestError: ",
        "HashKeyError: ",
        "AnotherRun: ",
        "PageError: ",
        "WordsError: ",
    )
    text = text.strip()
    for prefix in known:
        _, found, rest = text.partition(prefix)
        if found:
            return rest
    return f"unexpected: {text}"
