"""What a US dollar costs, in satang: a rate per calendar month."""

from datetime import date

import numpy as np

from orchestration.simulate.draws import Draws
from orchestration.simulate.parameters import Parameters

_USUAL, _SPREAD = 3_420, 120


def usd_in_satang(parameters: Parameters, day: date) -> int:
    month = np.array([day.year * 12 + day.month - 1])
    drawn = Draws(parameters.seed, "usd").below("rate", month, 2 * _SPREAD + 1)
    return _USUAL - _SPREAD + int(drawn[0])
