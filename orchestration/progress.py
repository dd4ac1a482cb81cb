"""What a run tells while it works: steps report here, the command line draws it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol


class StepFailed(Exception):
    """A step could not be done; the message says what is wrong, a line per thing."""


class Step(Protocol):
    """A step under way."""

    def update(self, done: int, total: int, what: str) -> None:
        """`done` of `total`; `what` is under way now."""


class Display(Protocol):
    """Where steps are shown."""

    def start(self, name: str) -> Step:
        """A step begins."""

    def finish(self, name: str, seconds: float) -> None:
        """It has ended, well or not."""

    def say(self, message: str) -> None:
        """A line for whoever is watching."""


@dataclass
class Silent:
    """Shows nothing, and keeps the seconds of each step."""

    seconds: dict[str, float] = field(default_factory=dict)

    def start(self, name: str) -> Step:
        return _Nothing()

    def finish(self, name: str, seconds: float) -> None:
        self.seconds[name] = seconds

    def say(self, message: str) -> None:
        pass


class _Nothing:
    def update(self, done: int, total: int, what: str) -> None:
        pass


_display: Display = Silent()


def show_on(display: Display) -> None:
    """Let steps be shown on `display` from now on."""
    global _display
    _display = display


@contextmanager
def step(name: str) -> Iterator[Step]:
    """A step of a run, timed and shown."""
    started = time.monotonic()
    shown = _display.start(name)
    try:
        yield shown
    finally:
        _display.finish(name, time.monotonic() - started)


def say(message: str) -> None:
    """A line for whoever is watching."""
    _display.say(message)
