"""BG/NBD: how many orders a customer will place, and whether they are still a customer.

Method: Fader, Hardie and Lee, "Counting Your Customers" the Easy Way: An Alternative to the
Pareto/NBD Model, Marketing Science 24 (2005), pages 275-284. Customers order at random with a rate
of their own (gamma with shape r and rate alpha over customers), and after each order they leave for
good with a chance of their own (beta with a and b over customers).

A customer is told by three numbers, all in one unit of time (weeks in this project):

- x: repeat purchases, which is purchases less the first one;
- t_x: time from the first purchase to the last one, 0 where there is one purchase;
- T: time from the first purchase to the end of what was observed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv, expit, gammaln, hyp2f1, psi

from ml import likelihood
from ml.likelihood import Array, Fitted, TooLittleData

# Below either there is too little to tell four parameters from. With 30 repeat buyers, parameters
# of simulated customers are already off by a factor of two.
FEWEST_CUSTOMERS = 100
FEWEST_REPEAT_CUSTOMERS = 50

# Of r, alpha (in units of the longest history), a and b. With a at its lowest nobody leaves; with a
# and b at their highest all customers leave alike, to 2% of it.
RANGES = ((1e-4, 1e4), (1e-6, 1e6), (1e-3, 1e3), (1e-3, 1e3))


@dataclass(frozen=True)
class BgNbd:
    """A fitted model. The functions take arrays of equal length and give one of that length."""

    r: float
    alpha: float
    a: float
    b: float
    fitted: Fitted

    @property
    def log_likelihood(self) -> float:
        return self.fitted.log_likelihood

    def expected_new(self, horizon: ArrayLike) -> Array:
        """Repeat purchases to expect of a new customer within `horizon` (equation 9)."""
        nobody = np.zeros_like(_array(horizon))
        return expected(self._values, horizon, nobody, nobody, nobody)

    def expected_orders(
        self, horizon: ArrayLike, x: ArrayLike, t_x: ArrayLike, T: ArrayLike
    ) -> Array:
        """Purchases to expect within `horizon` of customers with this history (equation 10)."""
        return expected(self._values, horizon, x, t_x, T)

    def expected_interval(
        self, horizon: ArrayLike, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, level: float = 0.8
    ) -> tuple[Array, Array]:
        """Low and high of `expected_orders` at `level` (0-1); see `likelihood.interval`."""
        return likelihood.interval(
            lambda values: expected(values, horizon, x, t_x, T), self.fitted, level
        )

    def alive(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Array:
        """The chance (0-1) that a customer has not left; 1 for whoever has bought once only.

        In this model one leaves after a repeat purchase alone, so of one-time buyers it knows
        nothing.
        """
        return alive(self._values, x, t_x, T)

    @property
    def _values(self) -> Array:
        return np.array([self.r, self.alpha, self.a, self.b])


def fit(repeats: ArrayLike, recency: ArrayLike, age: ArrayLike) -> BgNbd:
    """Fit to one row per customer: x, t_x and T.

    Raises ValueError for what is no history, TooLittleData for fewer than FEWEST_CUSTOMERS
    customers or FEWEST_REPEAT_CUSTOMERS repeat buyers, or where nobody ever leaves or orders again.
    """
    x, t_x, T = _array(repeats), _array(recency), _array(age)
    _check(x, t_x, T)
    repeat = int((x > 0).sum())
    if len(x) < FEWEST_CUSTOMERS:
        raise TooLittleData(f"{len(x)} customers; {FEWEST_CUSTOMERS} are needed")
    if repeat < FEWEST_REPEAT_CUSTOMERS:
        raise TooLittleData(
            f"{repeat} of {len(x)} customers have bought again; "
            f"{FEWEST_REPEAT_CUSTOMERS} are needed"
        )
    # Many customers have the same history: one row for all of them, with how many they are.
    histories, counts = np.unique(np.column_stack([x, t_x, T]), axis=0, return_counts=True)
    x, t_x, T = histories.T
    weights = counts.astype(float)
    # In units in which the longest history is 1, alpha is of the size of the others.
    unit = float(T.max()) or 1.0
    data = (x, t_x / unit, T / unit, weights)
    start = np.log([1.0, 1.0, 1.0, 3.0])
    found = likelihood.maximise(
        lambda logs: _log_likelihood(np.exp(logs), *data),
        lambda logs: _gradient(np.exp(logs), *data),
        start,
        RANGES,
    )
    r, alpha, a, b = found.values
    # Densities of times in the unit above, told in the unit that the caller has.
    log_likelihood = found.log_likelihood - float((weights * x).sum()) * float(np.log(unit))
    values = (r, alpha * unit, a, b)
    return BgNbd(*values, Fitted(values, log_likelihood, found.covariance))


def expected(
    values: Array, horizon: ArrayLike, x: ArrayLike, t_x: ArrayLike, T: ArrayLike
) -> Array:
    """Purchases within `horizon`, for parameters (r, alpha, a, b)."""
    r, alpha, a, b = values
    horizon, x, t_x, T = _array(horizon), _array(x), _array(t_x), _array(T)
    if abs(a - 1) < 1e-6:  # the formula is 0/0 there, and smooth around it
        a = 1 + 1e-6
    z = horizon / (alpha + T + horizon)
    log_rest = np.log1p(-z)
    # The paper's hypergeometric function overflows for customers of many orders, its transformation
    # by Euler for a large a. Each grows as the power that it is multiplied with: the smaller is
    # taken.
    c = a + b + x - 1
    by_orders = r + x < a - 1
    power = np.where(by_orders, r + x, a - 1)
    first = np.where(by_orders, r + x, a + b - 1 - r)
    second = np.where(by_orders, b + x, a - 1)
    with np.errstate(over="ignore", invalid="ignore"):
        left = np.exp(power * log_rest) * hyp2f1(first, second, c, z)
        while_here = (a + b + x - 1) / (a - 1) * (1 - left)
    odd = ~np.isfinite(while_here) | (while_here < 0)
    if odd.any():
        x_odd, T_odd, horizon_odd = (part[odd] for part in np.broadcast_arrays(x, T, horizon))
        while_here[odd] = _by_quantiles(values, horizon_odd, x_odd, T_odd)
    return np.asarray(while_here * alive(values, x, t_x, T))


def _by_quantiles(values: Array, horizon: Array, x: Array, T: Array) -> Array:
    """Purchases to expect of customers who are still there, as a mean over chances to leave.

    For the few extremes at which the closed form cannot be computed; right to about 1%.
    """
    r, alpha, a, b = values
    middles = (np.arange(200) + 0.5) / 200
    leave = np.maximum(betaincinv(a, (b + x)[:, None], middles), 1e-12)
    ahead = leave * (horizon / (alpha + T))[:, None]
    return np.asarray((-np.expm1(-(r + x)[:, None] * np.log1p(ahead)) / leave).mean(axis=1))


def alive(values: Array, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Array:
    """The chance of still being a customer, for parameters (r, alpha, a, b)."""
    r, alpha, a, b = values
    x, t_x, T = _array(x), _array(t_x), _array(T)
    # In logarithms, since the ratio to the power of the orders overflows.
    odds_of_left = (
        np.log(a)
        - np.log(b + np.maximum(x, 1) - 1)
        + (r + x) * (np.log(alpha + T) - np.log(alpha + t_x))
    )
    return np.where(x > 0, expit(-odds_of_left), 1.0)


def _parts(values: Array, x: Array, t_x: Array, T: Array) -> tuple[Array, Array, Array]:
    """The logarithms of a customer's likelihood: what both cases share, alive, and left."""
    r, alpha, a, b = values
    counts, of_customer = _distinct(x)
    shared = (
        gammaln(r + counts)
        - gammaln(r)
        + r * np.log(alpha)
        + gammaln(a + b)
        + gammaln(b + counts)
        - gammaln(b)
        - gammaln(a + b + counts)
    )[of_customer]
    still = -(r + x) * np.log(alpha + T)
    left = np.log(a) - np.log(b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + t_x)
    return shared, still, np.where(x > 0, left, -np.inf)


def _log_likelihood(values: Array, x: Array, t_x: Array, T: Array, weights: Array) -> float:
    shared, still, left = _parts(values, x, t_x, T)
    return float((weights * (shared + np.logaddexp(still, left))).sum())


def _gradient(values: Array, x: Array, t_x: Array, T: Array, weights: Array) -> Array:
    """By the logarithms of r, alpha, a and b."""
    r, alpha, a, b = values
    _, still, left = _parts(values, x, t_x, T)
    gone = np.where(x > 0, expit(left - still), 0.0)
    stays = 1 - gone
    log_time = stays * np.log(alpha + T) + gone * np.log(alpha + t_x)
    counts, of_customer = _distinct(x)
    psi_r, psi_b = psi(r + counts)[of_customer], psi(b + counts)[of_customer]
    psi_ab = psi(a + b + counts)[of_customer]
    by_r = psi_r - psi(r) + np.log(alpha) - log_time
    by_alpha = r / alpha - (r + x) * (stays / (alpha + T) + gone / (alpha + t_x))
    by_a = psi(a + b) - psi_ab + gone / a
    by_b = psi(a + b) + psi_b - psi(b) - psi_ab - gone / (b + np.maximum(x, 1) - 1)
    return np.array(
        [
            value * (weights * slope).sum()
            for value, slope in zip(values, (by_r, by_alpha, by_a, by_b), strict=True)
        ]
    )


def _distinct(x: Array) -> tuple[Array, NDArray[np.intp]]:
    """The few different numbers of purchases, and which of them each customer has."""
    counts = np.arange(x.max() + 1)
    return counts, x.astype(np.intp)


def _array(values: ArrayLike) -> Array:
    return np.asarray(values, dtype=float)


def _check(x: Array, t_x: Array, T: Array) -> None:
    if not (x.shape == t_x.shape == T.shape and x.ndim == 1):
        raise ValueError("x, t_x and T must be of one length, a customer each")
    if not (np.isfinite(x).all() and np.isfinite(t_x).all() and np.isfinite(T).all()):
        raise ValueError("x, t_x and T must be numbers")
    if (x < 0).any() or (t_x < 0).any() or (t_x > T).any():
        raise ValueError("x must not be below 0, and t_x must lie between 0 and T")
    if (x % 1 != 0).any():
        raise ValueError("x must be whole numbers")
    if ((x == 0) & (t_x > 0)).any():
        raise ValueError("t_x must be 0 where there is no repeat purchase")
