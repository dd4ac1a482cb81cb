"""A/B tests on the brand's site: who was shown what, and who then did what was hoped for.

One changes something, one does not, and one must not be believed: a part of its visitors was never
written down, so that its groups are not as large as was planned.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

import numpy as np

from orchestration.simulate.draws import Draws, Flags, Ints
from orchestration.simulate.parameters import Parameters
from orchestration.simulate.world.shop import Shop, epoch

# No experiment is shown to more people than this many times those at scale 1.
LARGEST_SCALE = 20.0
CONTROL = "control"
AGAIN_SHARE = 0.03  # are shown it a second time
_BLOCK = 10_000


@dataclass(frozen=True)
class Experiment:
    """How it was set up, and what is true of it."""

    name: str
    treatment: str  # the variant beside `control`
    first_day: int  # after the shop's first
    days: int
    visitors: int  # at scale 1
    treated_share: float  # of those written down; half of all were meant to be
    control_rate: float  # of visitors who convert
    treatment_rate: float

    @property
    def is_sound(self) -> bool:
        return self.treated_share == 0.5


EXPERIMENTS = (
    Experiment("EXP-LANDING-PAGE", "review_first", 130, 28, 10_000, 0.50, 0.060, 0.084),
    Experiment("EXP-BUTTON-COLOUR", "green", 290, 21, 5_000, 0.50, 0.060, 0.060),
    Experiment("EXP-SKIN-TEST", "short_form", 480, 21, 5_000, 0.44, 0.090, 0.090),
)


@dataclass(frozen=True)
class Exposures:
    """A block of visitors, shape (visitors,); moments in seconds since 1970, shop time."""

    number: Ints
    is_treated: Flags
    exposed: Ints
    converts: Flags
    converted: Ints  # has a meaning where it converts
    comes_again: Flags
    exposed_again: Ints


def within(parameters: Parameters) -> list[Experiment]:
    """The experiments that ended within the period."""
    return [of for of in EXPERIMENTS if of.first_day + of.days < parameters.day_count]


def visitor_count(shop: Shop, experiment: Experiment) -> int:
    return round(experiment.visitors * min(shop.parameters.scale, LARGEST_SCALE))


def exposures(shop: Shop, experiment: Experiment) -> Iterator[Exposures]:
    """Everyone who was written down, in blocks, by time."""
    count = visitor_count(shop, experiment)
    draws = Draws(shop.parameters.seed, f"experiments/{experiment.name}")
    began = epoch(datetime.combine(shop.parameters.day(experiment.first_day), time(9, 0)))
    seconds = experiment.days * 86_400 - 43_200  # the last come at nine in the evening
    for first in range(0, count, _BLOCK):
        number = np.arange(first, min(first + _BLOCK, count))
        is_treated = draws.happens("variant", number, experiment.treated_share)
        rate = np.where(is_treated, experiment.treatment_rate, experiment.control_rate)
        exposed = began + number * seconds // count
        yield Exposures(
            number=number,
            is_treated=is_treated,
            exposed=exposed,
            converts=draws.happens("converts", number, rate),
            converted=exposed + 40 + draws.below("converted", number, 1_500),
            comes_again=draws.happens("comes again", number, AGAIN_SHARE),
            exposed_again=exposed + 1_600 + draws.below("again", number, 6_000),
        )
