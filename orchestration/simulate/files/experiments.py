"""Experiment exposures: a sheet per A/B test on the site, a row whenever a visitor was shown it.

Whoever comes again has a second row, in which nobody filled in whether they converted.
"""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import Ints, scramble
from orchestration.simulate.truth import Row, Truth
from orchestration.simulate.world.experiments import (
    CONTROL,
    Experiment,
    exposures,
    within,
)
from orchestration.simulate.world.shop import Shop
from orchestration.simulate.writers import write_csv

COLUMNS = (
    "experiment_id",
    "variant",
    "visitor_id",
    "exposed_at",
    "has_converted",
    "converted_at",
    "platform",
    "order_id",
)
TRUTH_COLUMNS = (
    "experiment_id",
    "variant",
    "visitors",
    "converted",
    "planned_share",
    "planted_rate",
    "is_sound",
)


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    """A sheet per experiment."""
    found = within(shop.parameters)
    if found:
        truth.plant("experiments.csv", TRUTH_COLUMNS, _truth(shop))
    for experiment in found:
        name = experiment.name.removeprefix("EXP-").lower()
        write = partial(_write_file, shop, experiment)
        yield TextFile(f"sheets/experiment_exposures_{name}.csv", write)


def _write_file(shop: Shop, experiment: Experiment, path: Path) -> None:
    write_csv(path, COLUMNS, _rows(shop, experiment))


def _rows(shop: Shop, experiment: Experiment) -> Iterator[list[str]]:
    key = shop.parameters.seed * 611_953 + experiment.first_day
    for block in exposures(shop, experiment):
        visitors = scramble(block.number, 40, key).tolist()
        for visitor, treated, at, converts, converted_at, again, again_at in zip(
            visitors,
            block.is_treated.tolist(),
            _times(block.exposed),
            block.converts.tolist(),
            _times(block.converted),
            block.comes_again.tolist(),
            _times(block.exposed_again),
            strict=True,
        ):
            variant = experiment.treatment if treated else CONTROL
            person = [experiment.name, variant, f"v-{visitor:010x}"]
            done = ["yes", converted_at] if converts else ["no", ""]
            yield [*person, at, *done, "", ""]
            if again:
                yield [*person, again_at, "", "", "", ""]


def _times(moments: Ints) -> list[str]:
    """`2025-03-11 09:00:00`"""
    stamps = np.datetime_as_string(moments.astype("datetime64[s]")).tolist()
    return [stamp.replace("T", " ") for stamp in stamps]


def _truth(shop: Shop) -> Iterator[Row]:
    for experiment in within(shop.parameters):
        counts: Counter[tuple[bool, bool]] = Counter()
        for block in exposures(shop, experiment):
            pairs = zip(block.is_treated.tolist(), block.converts.tolist(), strict=True)
            counts.update(pairs)
        for treated, variant, rate in (
            (False, CONTROL, experiment.control_rate),
            (True, experiment.treatment, experiment.treatment_rate),
        ):
            converted, others = counts[treated, True], counts[treated, False]
            sound = str(experiment.is_sound).lower()
            yield experiment.name, variant, converted + others, converted, 0.5, rate, sound
