"""`talad ingest`: the new files into raw and no further, for those who then say `dbt build`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from rich.console import Console

from orchestration import progress
from orchestration.commands.display import RichDisplay
from orchestration.commands.run import files_there, table, warn
from orchestration.ingest.ingest import IngestError, ingest
from orchestration.ingest.privacy import HashKeyError
from orchestration.lock import AnotherRun, run_lock
from orchestration.settings import Settings
from orchestration.transform import predictions


def main(settings: Settings, out: Console, err: Console, fail: Callable[[str], NoReturn]) -> None:
    """Read what is new, and tell what was left out; every model builds afterwards."""
    files_there(settings, fail)
    display = RichDisplay(out)
    progress.show_on(display)
    try:
        with display, run_lock(settings, progress.say):
            with progress.step("ingest") as step:
                done = ingest(settings, step.update)
            predictions.prepare(settings)
    except (AnotherRun, IngestError, HashKeyError) as failed:
        fail(str(failed))
    warn(settings, err)
    if not (done.new or done.known):
        fail(f"no file in {settings.exports} is a known export")
    if not done.new:
        out.print("Nothing is new: raw is up to date.")
    out.print(table(settings))
