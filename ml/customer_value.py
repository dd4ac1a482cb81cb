"""What the customers of one shop are expected to order and to be worth.

Orders come from BG/NBD, their value from Gamma-Gamma. A purchase of which all was refunded is worth
0 or less, which a gamma distribution cannot be: it counts as a purchase, its value is left out of
the fit, and every expected value is then lowered by the share that such purchases take from the
shop's total (`kept_share`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from ml import bg_nbd, gamma_gamma, holdout, purchases
from ml.bg_nbd import BgNbd
from ml.gamma_gamma import GammaGamma
from ml.holdout import Holdout
from ml.likelihood import Array, TooLittleData

LEVEL = 0.9  # of the intervals
LONGEST_HORIZON_DAYS = 365


@dataclass(frozen=True)
class CustomerValue:
    """The models of a shop and what they say of its customers.

    `customers` has one row per customer (none where no model was fitted): customer_key, repeats,
    alive_probability (0-1), expected_orders, expected_order_value, predicted_value and their `_low`
    and `_high`, between which the mean of such customers lies at LEVEL. Values are NaN without
    Gamma-Gamma. `missing` and `value_missing` say why a model is not there.
    """

    as_of: date
    horizon_days: int
    customer_count: int
    repeat_customer_count: int
    customers: pd.DataFrame
    orders_model: BgNbd | None
    value_model: GammaGamma | None
    kept_share: float | None
    value_correlation: float | None
    holdout: Holdout | None
    missing: str | None = None
    value_missing: str | None = None


def predict(orders: pd.DataFrame, first_day: date, as_of: date) -> CustomerValue:
    """Fit both models to a shop and predict as many days ahead as were seen, a year at most.

    `orders`: one row per counted order with customer_key (None for nobody), order_date (datetime64)
    and value (float); `first_day` and `as_of` are the first and the last day that the shop's data
    cover.
    """
    days = purchases.by_day(orders)
    span = (as_of - first_day).days + 1
    horizon = max(min(LONGEST_HORIZON_DAYS, span), 1)
    known = purchases.summarise(days, as_of)
    x, t_x, age = (
        known[name].to_numpy(float) for name in ("repeats", "recency_weeks", "age_weeks")
    )
    model, missing = _fit_orders(x, t_x, age)
    value_model, value_missing = _fit_values(known)
    kept = _kept_share(days)
    return CustomerValue(
        as_of=as_of,
        horizon_days=horizon,
        customer_count=len(known),
        repeat_customer_count=int((x > 0).sum()),
        customers=_predictions(known, horizon, model, value_model, kept),
        orders_model=model,
        value_model=value_model,
        kept_share=kept,
        value_correlation=_correlation(known),
        holdout=_holdout(days, as_of, min(horizon, span // 2)) if model else None,
        missing=missing,
        value_missing=value_missing,
    )


def _fit_orders(x: Array, t_x: Array, age: Array) -> tuple[BgNbd | None, str | None]:
    try:
        return bg_nbd.fit(x, t_x, age), None
    except TooLittleData as too_little:
        return None, str(too_little)


def _fit_values(known: pd.DataFrame) -> tuple[GammaGamma | None, str | None]:
    valued = known[known["valued_repeats"] > 0]
    try:
        return gamma_gamma.fit(valued["valued_repeats"], valued["repeat_value"]), None
    except TooLittleData as too_little:
        return None, str(too_little)


def _kept_share(days: pd.DataFrame) -> float | None:
    """All purchases' value over that of those worth something: 1 where none is below 0."""
    value = days["value"]
    gained = float(value[value > 0].sum())
    return float(value.sum()) / gained if gained > 0 else None


def _correlation(known: pd.DataFrame) -> float | None:
    """Of how often and how much, among repeat buyers: Gamma-Gamma takes it to be near 0."""
    valued = known[known["valued_repeats"] > 0]
    if len(valued) < 3 or valued["repeats"].nunique() < 2 or valued["repeat_value"].nunique() < 2:
        return None
    return float(np.corrcoef(valued["repeats"], valued["repeat_value"])[0, 1])


def _holdout(days: pd.DataFrame, as_of: date, length: int) -> Holdout | None:
    """The last days of the shop; None where what lies before them is too little."""
    if length < 1:
        return None
    try:
        return holdout.measure(days, as_of - timedelta(days=length - 1), as_of)
    except TooLittleData:
        return None


def _predictions(
    known: pd.DataFrame,
    horizon: int,
    model: BgNbd | None,
    value_model: GammaGamma | None,
    kept_share: float | None,
) -> pd.DataFrame:
    if model is None:
        known = known.iloc[:0]
    frame = pd.DataFrame({"customer_key": known["customer_key"], "repeats": known["repeats"]})
    names = ("alive_probability", "expected_orders", "expected_orders_low", "expected_orders_high")
    values = (
        "expected_order_value",
        "predicted_value",
        "predicted_value_low",
        "predicted_value_high",
    )
    for name in (*names, *values):
        frame[name] = np.nan
    if model is None:
        return frame
    # Customers of the same history are predicted once.
    history = known[["repeats", "recency_weeks", "age_weeks"]].to_numpy(float)
    distinct, of_customer = np.unique(history, axis=0, return_inverse=True)
    weeks = horizon / purchases.DAYS_PER_WEEK
    x, t_x, age = distinct.T
    count = model.expected_orders(weeks, x, t_x, age)[of_customer]
    frame["alive_probability"] = model.alive(x, t_x, age)[of_customer]
    frame["expected_orders"] = count
    low, high = model.expected_interval(weeks, x, t_x, age, LEVEL)
    frame["expected_orders_low"] = low[of_customer]
    frame["expected_orders_high"] = high[of_customer]
    if value_model is None or kept_share is None:
        return frame
    # What is refunded in all cannot turn a prediction into a loss.
    share = max(kept_share, 0.0)
    seen = known["valued_repeats"], known["repeat_value"].fillna(0.0)
    each = value_model.expected_value(*seen) * share
    frame["expected_order_value"] = each
    frame["predicted_value"] = count * each
    # Two independent uncertainties: the squares of their logarithms' widths add up.
    by_count = _width(low[of_customer], count)
    by_value = _width(
        value_model.expected_interval(*seen, LEVEL)[0], value_model.expected_value(*seen)
    )
    factor = np.exp(np.sqrt(by_count**2 + by_value**2))
    frame["predicted_value_low"] = frame["predicted_value"] / factor
    frame["predicted_value_high"] = frame["predicted_value"] * factor
    return frame


def _width(low: Array, middle: Array) -> Array:
    """How far below the middle an interval reaches, in logarithms."""
    return np.asarray(np.log(np.maximum(middle, 1e-300)) - np.log(np.maximum(low, 1e-300)))
