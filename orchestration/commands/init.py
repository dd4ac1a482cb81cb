"""`talad init`: what has to be there before the first run."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from rich.console import Console

from orchestration.ingest.ingest import IngestError, prepare
from orchestration.ingest.privacy import HashKeyError
from orchestration.progress import StepFailed
from orchestration.settings import Settings
from orchestration.transform import predictions


def main(settings: Settings, out: Console, fail: Callable[[str], NoReturn]) -> None:
    """Make the data folder with its typed empty tables, the key, and dbt's manifest."""
    try:
        prepare(settings)
        predictions.prepare(settings)
        from orchestration import project

        project.prepare()
    except (IngestError, HashKeyError, StepFailed) as error:
        fail(str(error))
    out.print(f"Ready: {settings.data}", highlight=False)
