"""Gamma-Gamma: what an order of a customer is worth, from the few that were seen.

Method: Fader and Hardie, The Gamma-Gamma Model of Monetary Value (2013), after Colombo and Jiang
(1999). Orders of a customer scatter around a mean of their own (gamma with shape p), means differ
between customers (their rate is gamma with shape q and scale v). The fewer orders a customer has,
the nearer the estimate is to everybody's. How much and how often are taken to be unrelated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln, psi

from ml import likelihood
from ml.likelihood import Array, Fitted, TooLittleData

# With fewer customers of at least one order, three parameters cannot be told apart.
FEWEST_CUSTOMERS = 50

# Of p, q and v (in units of the median order). With q and v at their highest all customers are
# alike.
RANGES = ((1e-4, 1e4), (1e-4, 1e4), (1e-6, 1e6))


@dataclass(frozen=True)
class GammaGamma:
    """A fitted model; values are in the currency of what it was fitted to."""

    p: float
    q: float
    v: float
    fitted: Fitted

    @property
    def log_likelihood(self) -> float:
        return self.fitted.log_likelihood

    def expected_value(self, orders: ArrayLike, mean_value: ArrayLike) -> Array:
        """The mean value of an order of customers with so many orders of that mean.

        Where a customer has none (`orders` 0, `mean_value` whatever), it is the mean of all
        customers.
        """
        return expected(np.array([self.p, self.q, self.v]), orders, mean_value)

    def expected_interval(
        self, orders: ArrayLike, mean_value: ArrayLike, level: float = 0.8
    ) -> tuple[Array, Array]:
        """Low and high of `expected_value` at `level` (0-1); see `likelihood.interval`."""
        return likelihood.interval(
            lambda values: expected(values, orders, mean_value), self.fitted, level
        )


def fit(orders: ArrayLike, mean_value: ArrayLike) -> GammaGamma:
    """Fit to one row per customer with at least one order, of a mean value above 0.

    Raises ValueError for other rows, TooLittleData for fewer than FEWEST_CUSTOMERS customers, where
    all orders are worth the same, or where values scatter so widely that they have no mean.
    """
    x, m = np.asarray(orders, dtype=float), np.asarray(mean_value, dtype=float)
    if x.shape != m.shape or not (np.isfinite(m).all() and (m > 0).all() and (x >= 1).all()):
        raise ValueError("each customer needs at least one order and a mean value above 0")
    if len(x) < FEWEST_CUSTOMERS:
        raise TooLittleData(f"{len(x)} customers with a value; {FEWEST_CUSTOMERS} are needed")
    if np.ptp(m) <= 1e-9 * m.mean():
        raise TooLittleData("all orders are worth the same")
    rows, weights = np.unique(np.column_stack([x, m]), axis=0, return_counts=True)
    x, m = rows.T
    unit = float(np.median(m))
    data = (x, m / unit, weights.astype(float))
    found = likelihood.maximise(
        lambda logs: _log_likelihood(np.exp(logs), *data),
        lambda logs: _gradient(np.exp(logs), *data),
        np.log([2.0, 3.0, 2.0]),
        RANGES,
    )
    p, q, v = found.values
    if q <= 1:
        raise TooLittleData("values of orders scatter so widely that they have no mean")
    # Densities of values in that unit, told in the caller's.
    log_likelihood = found.log_likelihood - float((data[2]).sum()) * float(np.log(unit))
    values = (p, q, v * unit)
    return GammaGamma(*values, Fitted(values, log_likelihood, found.covariance))


def expected(values: Array, orders: ArrayLike, mean_value: ArrayLike) -> Array:
    """The mean value of an order, for parameters (p, q, v)."""
    p, q, v = values
    x = np.asarray(orders, dtype=float)
    total = np.where(x > 0, x * np.asarray(mean_value, dtype=float), 0.0)
    return np.asarray(p * (v + total) / (p * x + q - 1))


def _log_likelihood(values: Array, x: Array, m: Array, weights: Array) -> float:
    p, q, v = values
    counts, of_customer = np.unique(x, return_inverse=True)
    each = (
        (gammaln(p * counts + q) - gammaln(p * counts))[of_customer]
        - gammaln(q)
        + q * np.log(v)
        + (p * x - 1) * np.log(m)
        + p * x * np.log(x)
        - (p * x + q) * np.log(v + x * m)
    )
    return float((weights * each).sum())


def _gradient(values: Array, x: Array, m: Array, weights: Array) -> Array:
    """By the logarithms of p, q and v."""
    p, q, v = values
    log_all = np.log(v + x * m)
    counts, of_customer = np.unique(x, return_inverse=True)
    psi_all = psi(p * counts + q)[of_customer]
    by_p = x * (psi_all - psi(p * counts)[of_customer] + np.log(m) + np.log(x) - log_all)
    by_q = psi_all - psi(q) + np.log(v) - log_all
    by_v = q / v - (p * x + q) / (v + x * m)
    return np.array(
        [
            value * (weights * slope).sum()
            for value, slope in zip(values, (by_p, by_q, by_v), strict=True)
        ]
    )
