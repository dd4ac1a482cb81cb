"""What a step tells Dagster of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import dagster as dg


def worth_telling(instance: dg.DagsterInstance, events: Iterable[Any]) -> Iterator[Any]:
    """The events, without checks that have passed where nothing keeps them.

    `talad run` keeps none. Dagster would still write each of a thousand checks to a database in
    memory, at some 20 milliseconds.
    """
    for event in events:
        is_passed = isinstance(event, dg.AssetCheckResult) and event.passed
        if not (is_passed and instance.is_ephemeral):
            yield event
