"""The lock of the data folder as a Dagster resource, held from a run's first step to its last."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from orchestration import progress, settings
from orchestration.files import remove_leftovers
from orchestration.lock import run_lock


class RunLock(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Waits for another run in the same data folder, then clears what a killed one left behind."""

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["RunLock"]:
        now = settings.load()
        with run_lock(now, progress.say):
            remove_leftovers(now.data)
            yield self
