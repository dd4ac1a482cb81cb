"""A line of what `make bench` tells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    what: str
    seconds: float
    megabytes: float | None = None
    ratio: str = ""
