"""Expected orders and values: the published figures, a planted truth, and data at the edges."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from ml import bg_nbd, customer_value, gamma_gamma, holdout, purchases
from ml.likelihood import TooLittleData
from tests.conftest import REAL_DATA, deep

CALIBRATED = date(1997, 9, 30)
Array = NDArray[np.float64]


@pytest.fixture(scope="module")
def cdnow() -> pd.DataFrame:
    """Purchases of the published tenth, a row per customer and day."""
    path = REAL_DATA / "cdnow" / "CDNOW_sample.txt"
    if not path.exists():
        pytest.skip("CDNOW is not on this machine (../shared/data)")
    rows = [line.split() for line in path.read_text().splitlines()]
    orders = pd.DataFrame(
        {
            "customer_key": [row[1] for row in rows],
            "order_date": pd.to_datetime([row[2] for row in rows], format="%Y%m%d"),
            "value": [float(row[-1]) for row in rows],
        }
    )
    return purchases.by_day(orders)


@pytest.fixture(scope="module")
def summary(cdnow: pd.DataFrame) -> pd.DataFrame:
    """The summary as it was published: weeks and dollars with two decimals, halves rounded up."""
    known = purchases.summarise(cdnow, CALIBRATED)
    for name in ("recency_weeks", "age_weeks", "repeat_value"):
        known[name] = np.floor(known[name] * 100 + 0.5 + 1e-6) / 100
    return known


def test_bg_nbd_gives_the_published_figures(summary: pd.DataFrame) -> None:
    assert len(summary) == 2357
    model = bg_nbd.fit(summary["repeats"], summary["recency_weeks"], summary["age_weeks"])
    assert [model.r, model.alpha, model.a, model.b] == pytest.approx(
        [0.242593, 4.413532, 0.792886, 2.425752], abs=2e-6
    )
    assert model.log_likelihood == pytest.approx(-9582.4256, abs=5e-5)
    assert model.expected_new([39])[0] == pytest.approx(1.195016, abs=1e-6)
    one = [2], [30.43], [38.86]
    assert model.expected_orders(39, *one)[0] == pytest.approx(1.225910, abs=1e-6)
    assert model.alive(*one)[0] == pytest.approx(0.726609, abs=1e-6)


def test_gamma_gamma_gives_the_published_figures(summary: pd.DataFrame) -> None:
    repeat = summary[summary["repeats"] > 0]
    assert len(repeat) == 946
    model = gamma_gamma.fit(repeat["repeats"], repeat["repeat_value"])
    assert [model.p, model.q, model.v] == pytest.approx([6.2488, 3.7446, 15.4477], abs=5e-5)
    mean = model.expected_value(repeat["repeats"], repeat["repeat_value"]).mean()
    assert mean == pytest.approx(35.3752, abs=5e-5)


def test_the_holdout_gives_the_known_figures(cdnow: pd.DataFrame) -> None:
    found = holdout.measure(cdnow, date(1997, 10, 1), date(1998, 6, 30))
    assert (found.customer_count, found.actual_count) == (2357, 1882)
    assert found.predicted_count == pytest.approx(1653.4, abs=0.05)
    assert found.absolute_error / 2357 == pytest.approx(0.7855, abs=5e-5)
    assert found.naive_absolute_error / 2357 == pytest.approx(1.0237, abs=5e-5)
    assert found.auc == pytest.approx(0.7725, abs=5e-5)


# --- the formulas --------------------------------------------------------------------------------


def _by_integration(values: Array, horizon: float, x: float, t_x: float, T: float) -> float:
    """The expected purchases of one customer by sums over rates and chances to leave."""
    r, alpha, a, b = values
    rate = np.linspace(1e-7, 60 / alpha, 4001)[:, None]
    leave = ((np.arange(2000) + 0.5) / 2000)[None, :] ** 2  # denser where it is near 0
    width = np.gradient(leave[0])[None, :]
    prior = rate ** (r - 1) * np.exp(-alpha * rate) * leave ** (a - 1) * (1 - leave) ** (b - 1)
    still = prior * (1 - leave) ** x * rate**x * np.exp(-rate * T) * width
    gone = 0.0
    if x > 0:
        left = prior * leave * (1 - leave) ** (x - 1) * rate**x * np.exp(-rate * t_x) * width
        gone = left.sum()
    ahead = (1 - np.exp(-rate * leave * horizon)) / leave
    return float((still * ahead).sum() / (still.sum() + gone))


@pytest.mark.parametrize(
    ("values", "history"),
    [
        ((1.5, 4.0, 1.8, 2.5), (3, 20.0, 30.0)),
        ((1.5, 4.0, 1.0, 2.5), (3, 20.0, 30.0)),  # the paper's formula is 0/0 there
        ((2.0, 9.0, 40.0, 60.0), (1, 5.0, 9.0)),
        ((2.0, 9.0, 6.0, 60.0), (0, 0.0, 9.0)),
    ],
)
def test_the_closed_form_is_the_integral(
    values: tuple[float, ...], history: tuple[float, float, float]
) -> None:
    x, t_x, age = history
    found = bg_nbd.expected(np.array(values), 26, [x], [t_x], [age])[0]
    assert found == pytest.approx(_by_integration(np.array(values), 26, x, t_x, age), rel=0.01)


def test_nothing_overflows() -> None:
    """Hundreds of orders, nobody who leaves, everybody who leaves alike, a century ahead."""
    x = np.array([0, 1, 50, 800, 5000.0])
    age = np.array([0.0, 1, 60, 400, 700])
    t_x = np.where(x > 0, age * 0.99, 0)
    for a, b in ((1e-3, 1e-3), (1e-3, 1e3), (1e3, 1e-3), (1e3, 1e3), (0.999999, 2), (1, 2)):
        for r, alpha in ((0.01, 0.01), (0.24, 4.4), (50, 0.5)):
            values = np.array([r, alpha, a, b])
            for horizon in (1.0, 52.0, 5200.0):
                with np.errstate(all="raise", under="ignore"):
                    expected = bg_nbd.expected(values, horizon, x, t_x, age)
                    alive = bg_nbd.alive(values, x, t_x, age)
                assert np.isfinite(expected).all() and (expected >= 0).all(), (values, horizon)
                assert ((alive >= 0) & (alive <= 1)).all()


# --- a planted truth -----------------------------------------------------------------------------

TRUTH = np.array([0.6, 5.0, 0.8, 2.5])


def _customers(seed: int, count: int, values: Array = TRUTH) -> tuple[Array, Array, Array]:
    """Histories drawn from the model: x, t_x, T."""
    r, alpha, a, b = values
    draw = np.random.default_rng(seed)
    age = draw.uniform(20, 52, count)
    rate, leave = draw.gamma(r, 1 / alpha, count), draw.beta(a, b, count)
    x, t_x, clock = np.zeros(count), np.zeros(count), np.zeros(count)
    here = np.ones(count, dtype=bool)
    while here.any():
        clock = clock + draw.exponential(1 / np.maximum(rate, 1e-12))
        here &= clock <= age
        x, t_x = np.where(here, x + 1, x), np.where(here, clock, t_x)
        here &= draw.random(count) >= leave
    return x, t_x, age


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """Both for what is expected of a customer, and for what an order of theirs is worth."""
    rounds, level = deep(40, 400), 0.9
    hits_orders, hits_value = [], []
    for seed in range(rounds):
        x, t_x, age = _customers(seed, 1000)
        low, high = bg_nbd.fit(x, t_x, age).expected_interval(26, x, t_x, age, level)
        true = bg_nbd.expected(TRUTH, 26, x, t_x, age)
        hits_orders.append(((low <= true) & (true <= high)).mean())

        draw = np.random.default_rng(seed)
        p, q, v = 4.0, 5.0, 600.0
        count = draw.integers(1, 8, 600).astype(float)
        mean = draw.gamma(p * count, 1 / draw.gamma(q, 1 / v, 600)) / count
        low, high = gamma_gamma.fit(count, mean).expected_interval(count, mean, level)
        true = gamma_gamma.expected(np.array([p, q, v]), count, mean)
        hits_value.append(((low <= true) & (true <= high)).mean())
    # Customers of one round share its parameters, so the rounds count and not the customers: the
    # share of 40 rounds has a standard error of 5 points.
    assert np.mean(hits_orders) == pytest.approx(level, abs=0.09)
    assert np.mean(hits_value) == pytest.approx(level, abs=0.09)


def test_planted_parameters_are_found() -> None:
    model = bg_nbd.fit(*_customers(7, 20_000))
    assert [model.r, model.alpha, model.a, model.b] == pytest.approx(TRUTH, rel=0.12)


def test_the_unit_of_time_and_money_does_not_matter() -> None:
    x, t_x, age = _customers(3, 800)
    weeks, days = bg_nbd.fit(x, t_x, age), bg_nbd.fit(x, t_x * 7, age * 7)
    assert days.alpha == pytest.approx(weeks.alpha * 7, rel=1e-5)
    assert days.log_likelihood == pytest.approx(weeks.log_likelihood - x.sum() * np.log(7))
    assert days.expected_orders(7, x, t_x * 7, age * 7) == pytest.approx(
        weeks.expected_orders(1, x, t_x, age), rel=1e-5
    )


# --- the edges -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "repeats", "said"),
    [
        (0, 0, "0 customers"),
        (1, 1, "1 customers"),
        (99, 99, "99 customers"),
        (500, 0, "0 of 500"),
        (500, 49, "49 of 500"),
    ],
)
def test_too_little_is_said_and_not_fitted(count: int, repeats: int, said: str) -> None:
    x = np.r_[np.ones(repeats), np.zeros(count - repeats)]
    with pytest.raises(TooLittleData, match=said):
        bg_nbd.fit(x, x * 2, np.full(count, 10.0))


@pytest.mark.parametrize(
    "history",
    [
        ([1.0], [5.0], [4.0]),
        ([-1.0], [0.0], [4.0]),
        ([0.0], [1.0], [4.0]),
        ([0.5], [1.0], [4.0]),
        ([np.nan], [1.0], [4.0]),
        ([1.0, 2.0], [1.0], [4.0]),
    ],
)
def test_what_is_no_history_is_refused(history: tuple[list[float], ...]) -> None:
    with pytest.raises(ValueError, match=r"^(x|t_x)"):
        bg_nbd.fit(*history)


@pytest.mark.parametrize("kind", ["nobody leaves", "all leave alike", "all the same"])
def test_data_without_a_maximum_give_finite_figures(kind: str) -> None:
    if kind == "nobody leaves":
        x, t_x, age = _customers(1, 600, np.array([2.0, 3.0, 1e-9, 5.0]))
    elif kind == "all leave alike":
        x, t_x, age = _customers(1, 600, np.array([2.0, 3.0, 4e5, 6e5]))
    else:
        x, t_x, age = np.full(200, 3.0), np.full(200, 9.0), np.full(200, 12.0)
    model = bg_nbd.fit(x, t_x, age)
    low, high = model.expected_interval(26, x, t_x, age, 0.9)
    middle = model.expected_orders(26, x, t_x, age)
    assert np.isfinite([low, middle, high]).all()
    assert (low <= middle).all() and (middle <= high).all()
    assert np.isfinite(model.log_likelihood)


def test_values_that_cannot_be_fitted_are_said() -> None:
    with pytest.raises(TooLittleData, match="49 customers"):
        gamma_gamma.fit(np.ones(49), np.arange(1, 50.0))
    with pytest.raises(TooLittleData, match="the same"):
        gamma_gamma.fit(np.ones(60), np.full(60, 20.0))
    for orders, value in ((0.0, 5.0), (1.0, 0.0), (1.0, -2.0), (1.0, np.nan)):
        with pytest.raises(ValueError, match="above 0"):
            gamma_gamma.fit([orders], [value])


# --- a whole shop --------------------------------------------------------------------------------


def _orders(seed: int = 5, count: int = 900) -> pd.DataFrame:
    """A shop of customers drawn from the model, with values; a row per order, all before 2026."""
    x, _, age = _customers(seed, count)
    draw = np.random.default_rng(seed)
    rows = []
    for i in range(count):
        first = pd.Timestamp("2025-12-31") - pd.Timedelta(days=int(age[i] * 7))
        length = int(age[i] * 7) + 1
        days = [0, *draw.integers(0, length, int(x[i]))]
        rows += [(f"c{i:04}", first + pd.Timedelta(days=int(day))) for day in days]
    frame = pd.DataFrame(rows, columns=["customer_key", "order_date"])
    return frame.assign(value=draw.gamma(3, 100, len(frame)).round(2))


def _predict(orders: pd.DataFrame) -> customer_value.CustomerValue:
    return customer_value.predict(orders, date(2025, 1, 1), date(2025, 12, 31))


def test_orders_of_a_day_are_one_purchase_and_guests_are_nobody() -> None:
    orders = _orders()
    guests = orders.head(50).assign(customer_key=None)
    cents = orders.head(200).assign(value=0.0)
    more = _predict(pd.concat([orders, guests, cents], ignore_index=True))
    pd.testing.assert_frame_equal(more.customers, _predict(orders).customers)


def test_a_shop_is_predicted_whole_and_in_the_same_way_each_time() -> None:
    orders = _orders()
    found = _predict(orders)
    frame = found.customers
    assert len(frame) == orders["customer_key"].nunique() == found.customer_count
    assert frame["customer_key"].is_monotonic_increasing
    assert (frame["expected_orders_low"] <= frame["expected_orders"]).all()
    assert (frame["expected_orders"] <= frame["expected_orders_high"]).all()
    assert (frame["predicted_value_low"] < frame["predicted_value"]).all()
    assert (frame["predicted_value"] < frame["predicted_value_high"]).all()
    assert frame["predicted_value"].to_numpy() == pytest.approx(
        (frame["expected_orders"] * frame["expected_order_value"]).to_numpy()
    )
    assert found.horizon_days == 365
    assert found.holdout is not None
    assert (found.holdout.to_date - found.holdout.from_date).days == 181  # half a year
    again = _predict(orders.sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(again.customers, frame, check_exact=True)


def test_whole_refunds_lower_every_expected_value() -> None:
    orders = _orders()
    refunded = orders.copy()
    refunded.loc[refunded.index % 5 == 0, "value"] = 0.0
    found = _predict(refunded)
    assert found.kept_share == 1.0  # nothing beyond the order itself was given back
    negative = orders.copy()
    negative.loc[negative.index % 5 == 0, "value"] *= -1
    lower = _predict(negative)
    assert lower.kept_share is not None and lower.kept_share < 0.85
    assert lower.customers["expected_order_value"].mean() < (
        0.9 * found.customers["expected_order_value"].mean()
    )
    # A purchase is one, whatever it was worth.
    assert list(lower.customers["repeats"]) == list(found.customers["repeats"])


def test_a_shop_with_too_little_says_so() -> None:
    once = _orders().drop_duplicates("customer_key")
    found = _predict(once)
    assert found.customers.empty and found.orders_model is None and found.holdout is None
    assert found.missing is not None and found.missing.startswith("0 of 900")
    nothing = _predict(once.head(0))
    assert nothing.missing == "0 customers; 100 are needed"
    worthless = _predict(_orders().assign(value=0.0))
    assert worthless.value_missing is not None and not worthless.customers.empty
    assert worthless.customers["predicted_value"].isna().all()
