"""Predictions against what then happened: fitted on the past, measured on the days held out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.stats import rankdata

from ml import bg_nbd, purchases
from ml.likelihood import Array


@dataclass(frozen=True)
class Holdout:
    """How a model did on customers of before `from_date`, until `to_date` (both days included).

    The errors are sums over customers of the purchases that a prediction was off; the naive one
    lets every customer go on at the rate of their past (x / T). `auc` is the chance that of two
    customers, one of whom bought again, the model named the right one; None where all or none did.
    """

    from_date: date
    to_date: date
    customer_count: int
    actual_count: int
    predicted_count: float
    absolute_error: float
    naive_absolute_error: float
    auc: float | None


def measure(days: pd.DataFrame, from_date: date, to_date: date) -> Holdout:
    """Fit BG/NBD on what lies before `from_date`, compare with the days until `to_date`.

    `days`: as `purchases.by_day` gives it. Raises likelihood.TooLittleData as the fit does.
    """
    known = purchases.summarise(days, from_date - timedelta(days=1))
    model = bg_nbd.fit(known["repeats"], known["recency_weeks"], known["age_weeks"])
    weeks = ((to_date - from_date).days + 1) / purchases.DAYS_PER_WEEK
    predicted = model.expected_orders(
        weeks, known["repeats"], known["recency_weeks"], known["age_weeks"]
    )
    later = days["order_date"].between(pd.Timestamp(from_date), pd.Timestamp(to_date))
    counts = days[later].groupby("customer_key").size()
    actual = counts.reindex(known["customer_key"], fill_value=0).to_numpy(dtype=float)
    age = known["age_weeks"].to_numpy()
    rate = np.divide(known["repeats"].to_numpy(), age, out=np.zeros_like(age), where=age > 0)
    return Holdout(
        from_date=from_date,
        to_date=to_date,
        customer_count=len(known),
        actual_count=int(actual.sum()),
        predicted_count=float(predicted.sum()),
        absolute_error=float(np.abs(actual - predicted).sum()),
        naive_absolute_error=float(np.abs(actual - rate * weeks).sum()),
        auc=auc(actual > 0, predicted),
    )


def auc(is_hit: ArrayLike, score: ArrayLike) -> float | None:
    """The chance that a hit has a higher score than what is none, ties counting half."""
    hit, values = np.asarray(is_hit, dtype=bool), np.asarray(score, dtype=float)
    hits, others = int(hit.sum()), int((~hit).sum())
    if not hits or not others:
        return None
    ranks: Array = rankdata(values)
    return float((ranks[hit].sum() - hits * (hits + 1) / 2) / (hits * others))
