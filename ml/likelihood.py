"""Maximum likelihood for models whose parameters are all above 0, and how sure the result is.

The search is over the parameters' logarithms, so no bound is needed. It starts from one stated
point and draws nothing at random: the same data give the same figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Array = NDArray[np.float64]

# What is known of a parameter before any data: within a factor of 20 of where it is found, two
# times in three. It fixes no parameter that the data speak of, and keeps finite those that they do
# not.
PRIOR_SD = 3.0


class TooLittleData(Exception):
    """There is too little to fit a model to; the message says what is missing."""


@dataclass(frozen=True)
class Fitted:
    """Parameters with their log-likelihood and the covariance of their logarithms.

    A parameter at a bound of its range is taken as known: its row of the covariance is 0.
    """

    values: tuple[float, ...]
    log_likelihood: float
    covariance: Array


def maximise(
    log_likelihood: Callable[[Array], float],
    gradient: Callable[[Array], Array],
    start: Array,
    ranges: Sequence[tuple[float, float]],
) -> Fitted:
    """The parameters at the maximum. All three arguments are of logarithms.

    `ranges` holds the lowest and the highest value of each parameter: some data have their maximum
    where one is 0 or endless, and the nearest that can be computed with is as good. Raises
    TooLittleData where the search ends nowhere.
    """
    low, high = np.log(np.array(ranges, dtype=float)).T
    scale = max(abs(log_likelihood(start)), 1.0)
    found = minimize(
        lambda logs: -log_likelihood(logs) / scale,
        start,
        jac=lambda logs: -gradient(logs) / scale,
        method="L-BFGS-B",
        bounds=list(zip(low, high, strict=True)),
        options={"maxiter": 500, "ftol": 1e-12, "gtol": 1e-9},
    )
    logs = np.asarray(found.x, dtype=float)
    best = log_likelihood(logs)
    if not np.isfinite(best):
        raise TooLittleData("the likelihood has no maximum")
    # Newton's steps find the last digits, in which the search above differs between machines.
    for _ in range(20):
        candidate = np.clip(
            logs + _covariance(gradient, logs, low, high) @ gradient(logs), low, high
        )
        value = log_likelihood(candidate)
        if not value > best:
            break
        logs, best = candidate, value
    covariance = _covariance(gradient, logs, low, high)
    return Fitted(tuple(float(value) for value in np.exp(logs)), float(best), covariance)


def _covariance(gradient: Callable[[Array], Array], logs: Array, low: Array, high: Array) -> Array:
    """The inverse of the observed information and the prior's, over what is at no bound."""
    step = 1e-4
    free = np.flatnonzero((logs > low + step) & (logs < high - step))
    rows = []
    for i in free:
        ahead, behind = logs.copy(), logs.copy()
        ahead[i] += step
        behind[i] -= step
        rows.append((gradient(ahead) - gradient(behind))[free] / (2 * step))
    result = np.zeros((len(logs), len(logs)))
    if rows:
        information = -(np.array(rows) + np.array(rows).T) / 2
        sizes, directions = np.linalg.eigh(information)
        variances = 1 / (np.maximum(sizes, 0.0) + PRIOR_SD**-2)
        result[np.ix_(free, free)] = (directions * variances) @ directions.T
    return result


def interval(
    predict: Callable[[Array], Array], fitted: Fitted, level: float
) -> tuple[Array, Array]:
    """Low and high of a positive prediction at `level` (0-1), by the delta method on its logarithm.

    `predict` takes the parameters (not their logarithms). The interval is about the prediction,
    which is a mean: what one customer then does scatters far more widely around it.
    """
    logs, step = np.log(fitted.values), 1e-4
    middle = predict(np.exp(logs))
    slopes = []
    known = np.diag(fitted.covariance) == 0
    for i in range(len(logs)):
        if known[i]:
            slopes.append(np.zeros_like(middle))
            continue
        ahead, behind = logs.copy(), logs.copy()
        ahead[i] += step
        behind[i] -= step
        upper, lower = predict(np.exp(ahead)), predict(np.exp(behind))
        slopes.append((_log(upper) - _log(lower)) / (2 * step))
    slope = np.array(slopes)
    variance = np.einsum("ik,ij,jk->k", slope, fitted.covariance, slope)
    width = NormalDist().inv_cdf(0.5 + level / 2) * np.sqrt(np.maximum(variance, 0.0))
    # e^50 is more than any shop sells; beyond it a width is only a way to overflow.
    factor = np.exp(np.minimum(width, 50.0))
    return middle / factor, middle * factor


def _log(values: Array) -> Array:
    return np.log(np.maximum(values, 1e-300))
