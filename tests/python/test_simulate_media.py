"""What marketing brings in the simulated shop: the truth agrees with the ads' files, and a
regression on the planted spend finds the planted effects."""

import csv
import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from orchestration.simulate.draws import Floats, Ints
from orchestration.simulate.parameters import DEFAULT_END, DEFAULT_START, Parameters
from orchestration.simulate.world.media import CHANNELS, near_double_day
from orchestration.simulate.world.shop import Shop, open_shop

PAID = ("facebook", "tiktok_ads", "google", "shopee_ads")


@pytest.fixture(scope="module")
def effects(small_exports: Path) -> list[dict[str, str]]:
    path = small_exports / "_truth" / "channel_effects.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def planted(small_exports: Path) -> dict[str, Any]:
    content = json.loads((small_exports / "_truth" / "simulation.json").read_text())
    media: dict[str, Any] = content["marketing"]["media"]
    return media


def found_effects(
    shop: Shop, marketplace: str, orders: Floats | Ints
) -> dict[str, tuple[float, float]]:
    """Per channel, (coefficient of what the plan says it brings, standard error): 1 is as planted,
    0 is nothing. The calendar is known, so everything is in shares of the organic expectation."""
    plan = shop.plans[marketplace]
    channels = [name for name, of in shop.media.items() if marketplace in of.orders]
    known = [plan.organic, *(shop.media[name].orders[marketplace] for name in channels)]
    regressors = np.stack(known, axis=1) / plan.organic[:, None]
    target = orders / plan.organic
    found, residual, *_ = np.linalg.lstsq(regressors, target, rcond=None)
    variance = residual[0] / (len(target) - len(found))
    errors = np.sqrt(variance * np.diag(np.linalg.inv(regressors.T @ regressors)))
    return {name: (float(found[i]), float(errors[i])) for i, name in enumerate(channels, start=1)}


@pytest.mark.parametrize("marketplace", ["shopee", "tiktok_shop"])
def test_a_regression_finds_the_planted_effects(marketplace: str) -> None:
    """Each within 4 standard errors of 1, the larger within 35 %: an effect of 0 would fail."""
    shop = open_shop(Parameters(60.0, 7, DEFAULT_START, DEFAULT_END))
    plan = shop.plans[marketplace]
    found = found_effects(shop, marketplace, plan.orders)
    assert found
    for name, (effect, error) in found.items():
        assert effect == pytest.approx(1.0, abs=4 * error), name
        if CHANNELS[name].most_orders[marketplace] > 3:
            assert effect == pytest.approx(1.0, abs=0.35), name

    # Orders that no channel brought: the same regression finds nothing.
    nothing = found_effects(shop, marketplace, plan.orders * plan.organic / plan.rate)
    for name, (effect, error) in nothing.items():
        assert effect == pytest.approx(0.0, abs=4 * error + 0.05), name


def test_a_shop_of_scale_1_shows_the_larger_effects() -> None:
    shop = open_shop(Parameters(1.0, 1, DEFAULT_START, DEFAULT_END))
    for marketplace, channel in (
        ("shopee", "facebook"),
        ("shopee", "shopee_ads"),
        ("tiktok_shop", "tiktok_ads"),
    ):
        effect, error = found_effects(shop, marketplace, shop.plans[marketplace].orders)[channel]
        assert effect - 1.6 * error > 0
        assert effect == pytest.approx(1.0, abs=3 * error)


def test_about_60_000_orders_a_quarter_of_them_by_marketing() -> None:
    shop = open_shop(Parameters(1.0, 1, DEFAULT_START, DEFAULT_END))
    plans = shop.plans.values()
    orders = sum(plan.order_count for plan in plans)
    assert 56_000 < orders < 64_000
    brought = sum(float((plan.rate - plan.organic).sum()) for plan in plans)
    assert 0.15 < brought / orders < 0.30


def test_the_effects_follow_the_stated_formula(
    effects: list[dict[str, str]], planted: dict[str, Any]
) -> None:
    days: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in effects:
        days[row["channel"], row["marketplace"]].append(row)
    assert {channel for channel, _ in days} == {*PAID, "line"}
    for (channel, marketplace), rows in days.items():
        of = planted["channels"][channel]
        half, most = 0.03 * float(of["half"]), 0.03 * of["most_orders"][marketplace]
        before = 0.0
        assert len(rows) == 730
        for row in rows:
            spend, adstocked = float(row["spend_planned"]), float(row["adstocked"])
            assert adstocked == pytest.approx(
                (1 - of["carry"]) * spend + of["carry"] * before, abs=2e-5
            )
            orders = float(row["incremental_orders_expected"])
            assert orders == pytest.approx(most * adstocked / (adstocked + half), abs=2e-5)
            before = spend if of["carried_once"] else adstocked


def test_ads_spend_what_is_planned(
    small_exports: Path, effects: list[dict[str, str]], planted: dict[str, Any]
) -> None:
    """Per channel within 4 % over both years, and together from week to week."""
    plans: dict[str, dict[str, float]] = defaultdict(dict)
    for row in effects:
        plans[row["channel"]][row["date"]] = float(row["spend_planned"])
    spent: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    path = small_exports / "_truth" / "ads_daily.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            spent[row["channel"]][row["date"]] += float(row["spend"])
    for channel in PAID:
        assert sum(spent[channel].values()) == pytest.approx(sum(plans[channel].values()), rel=0.04)
    for channel in ("facebook", "tiktok_ads", "google"):  # Shopee tells most of it by month
        plan = np.array(list(plans[channel].values()))
        actual = np.array([spent[channel][day] for day in plans[channel]])
        assert np.corrcoef(plan, actual)[0, 1] > 0.98
        assert (actual[plan == 0] == 0).all()
        assert planted["weeks_off"] / 2 < (plan == 0).mean() < planted["weeks_off"] * 2


def test_channels_vary_independently() -> None:
    shop = open_shop(Parameters(1.0, 1, DEFAULT_START, DEFAULT_END))
    flights = np.stack([shop.media[name].flight for name in PAID])
    assert 0.8 < flights.mean() < 1.2
    apart = np.asarray(np.corrcoef(flights))[np.triu_indices(len(PAID), k=1)]
    assert (np.abs(apart) < 0.35).all()


def test_no_channel_claims_less_than_it_brings(
    small_exports: Path, effects: list[dict[str, str]]
) -> None:
    """And together they claim far more: several claim one order."""
    brought: dict[str, float] = defaultdict(float)
    for row in effects:
        brought[row["channel"]] += float(row["incremental_orders_expected"])
    claimed: dict[str, int] = defaultdict(int)
    path = small_exports / "_truth" / "ads_daily.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            claimed[row["channel"]] += int(row["claimed_orders"])
    # The Thai report of Google, until the end of 2025, claims nothing.
    assert all(claimed[name] > 1.2 * brought[name] for name in PAID if name != "google")
    assert sum(claimed.values()) > 2 * sum(brought[name] for name in PAID)


def test_a_longer_period_leaves_the_plan_of_a_shorter_one_alone() -> None:
    short = open_shop(Parameters(1.0, 1, DEFAULT_START, date(2025, 9, 7)))
    long = open_shop(Parameters(1.0, 1, DEFAULT_START, DEFAULT_END))
    days = short.parameters.day_count
    for name, plan in short.media.items():
        assert (plan.spend == long.media[name].spend[:days]).all()
        for marketplace, orders in plan.orders.items():
            assert (orders == long.media[name].orders[marketplace][:days]).all()
    assert near_double_day(short.parameters)[-1]  # the ads of 9.9 begin on the 7th
    assert (short.plans["shopee"].orders == long.plans["shopee"].orders[:days]).all()
