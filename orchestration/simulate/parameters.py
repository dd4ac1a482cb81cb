"""What a simulation is asked for: scale, seed and period."""

from dataclasses import dataclass, field
from datetime import date, timedelta

DEFAULT_START = date(2024, 11, 1)
DEFAULT_END = date(2026, 10, 31)

# Raised whenever the same parameters would give other bytes, so that a folder written by an older
# simulator is never mistaken for a finished one.
SIMULATOR_VERSION = 4


class SimulationError(Exception):
    """The simulation cannot be written; the message is one line for the person at the terminal."""


@dataclass(frozen=True)
class Parameters:
    """Same parameters, same bytes, but for what the password locks.

    Scale 1 is about 60,000 orders over the default two years.
    """

    scale: float
    seed: int
    start: date
    end: date
    dirt: bool = False
    workbook_password: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not 0 < self.scale < 1e6:
            raise SimulationError(f"scale must be above 0 and below a million, not {self.scale}")
        if self.seed < 0:
            raise SimulationError(f"seed must be 0 or above, not {self.seed}")
        if self.end < self.start:
            raise SimulationError(f"the period ends ({self.end}) before it starts ({self.start})")

    @property
    def day_count(self) -> int:
        return (self.end - self.start).days + 1

    def day(self, index: int) -> date:
        """The date of day `index`, 0 being the first day."""
        return self.start + timedelta(days=index)

    def index(self, day: date) -> int:
        """The inverse of `day`; may lie outside the period."""
        return (day - self.start).days

    def as_json(self) -> dict[str, object]:
        """What tells one simulation from another; a password is written nowhere."""
        return {
            "scale": self.scale,
            "seed": self.seed,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "dirt": self.dirt,
            "simulator_version": SIMULATOR_VERSION,
        }
