"""Sheets on plans: seasons, their milestones, budgets and targets."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

import numpy as np

from orchestration.simulate import text
from orchestration.simulate.downloads import TextFile
from orchestration.simulate.draws import Draws, Ints
from orchestration.simulate.files import google_ads, meta_ads, shopee_ads, tiktok_ads
from orchestration.simulate.files.sheets import money
from orchestration.simulate.files.sheets.sheet import channel_of, sheet
from orchestration.simulate.truth import Truth
from orchestration.simulate.windows import month_windows
from orchestration.simulate.world.calendar import LARGE_DOUBLE_DAYS
from orchestration.simulate.world.catalogue import months_later
from orchestration.simulate.world.media import EXPECTED_ORDER_SATANG
from orchestration.simulate.world.seasons import (
    PLANNED_AHEAD_DAYS,
    Season,
    categories_of,
    expected,
    lies_ahead,
    seasons,
)
from orchestration.simulate.world.shop import Shop
from orchestration.simulate.world.units import Units

Row = tuple[object, ...]

SEASON_COLUMNS = (
    "season_id",
    "season_name",
    "season_start_date",
    "season_end_date",
    "category",
    "planned_units",
    "planned_sales",
    "planned_purchases",
    "planned_markdowns",
    "currency",
)
BUDGET_COLUMNS = (
    "budget_start_date",
    "budget_end_date",
    "expense_category",
    "channel",
    "season_id",
    "budget_amount",
    "currency",
)
MILESTONE_COLUMNS = (
    "milestone_id",
    "milestone_name",
    "season_id",
    "milestone_due_date",
    "completed_date",
    "owner",
)
TARGET_COLUMNS = (
    "metric",
    "target_start_date",
    "target_end_date",
    "channel",
    "target_value",
    "currency",
)

# A plan is what the model expects times one of these, in percent.
PLAN_PCTS = (80, 90, 100, 110, 125)
# What is spent of a budget, in percent; more in the months that ads are said to run away.
SPENT_PCTS = (88, 94, 98, 103, 109)
SPENT_PCTS_IN_LARGE_MONTHS = (105, 112, 118, 124, 130)
GIFTS_BUDGET_PCT = 110  # of what a season's gifts cost
# A target grows by so much on last month's result, in percent, unless the sheet says otherwise.
DEFAULT_GROWTH_PCT = 1.5
# What the sheet wants of the months of 9.9, 11.11 and 12.12, of the GMV that the plan expects.
OVERRIDE_PCT = 110

# milestone | name | days before the season
_MILESTONES = (
    ("ORDER", "สั่งสินค้าให้พอ", 60),
    ("CONTENT", "ถ่ายภาพและวิดีโอเสร็จ", 14),
    ("STOCK", "สินค้าเข้าคลังครบ", 7),
    ("LIVE", "แคมเปญขึ้นครบทุกช่องทาง", 0),
)
DELAY_DAYS = (-3, -1, 0, 0, 1, 2, 4, 7)
_OWNERS = ("คุณมะลิ", "คุณบอส", "คุณนุ่น")


def downloads(shop: Shop, truth: Truth) -> Iterator[TextFile]:
    truth.plant("season_plan.csv", SEASON_TRUTH_COLUMNS, _season_truth(shop, truth.units))
    truth.plant("milestones.csv", MILESTONE_TRUTH_COLUMNS, _milestone_truth(shop))
    truth.plant("budgets.csv", BUDGET_TRUTH_COLUMNS, _budget_truth(shop, truth.units))
    truth.plant("targets.csv", TARGET_TRUTH_COLUMNS, _target_truth(shop, truth.units))
    yield sheet("season_plan", SEASON_COLUMNS, partial(_season_plan, shop), bom=True)
    yield sheet("milestones", MILESTONE_COLUMNS, partial(_milestones, shop))
    yield sheet("budgets", BUDGET_COLUMNS, partial(_budgets, shop, truth.units))
    yield sheet("targets", TARGET_COLUMNS, partial(_targets, shop))


def _season_plan(shop: Shop) -> Iterator[Row]:
    for season in seasons(shop.parameters):
        for category in categories_of(season):
            of, percent = expected(shop, season, category), _plan_pct(shop, season, category)
            yield (
                season.number,
                season.name,
                season.first.isoformat(),
                season.last.isoformat(),
                category,
                f"{_planned(of.units, percent):,}",
                *(
                    f"{_planned(satang / 100, percent):,}"
                    for satang in (of.sales, of.cost, of.markdowns)
                ),
                "THB",
            )


def _plan_pct(shop: Shop, season: Season, category: str) -> int:
    draws = Draws(shop.parameters.seed, f"season/{season.number}")
    return PLAN_PCTS[int(draws.below(f"plan/{category}", np.zeros(1, np.int64), len(PLAN_PCTS))[0])]


def _planned(expectation: float, percent: int) -> int:
    return round(expectation * percent / 100)


SEASON_TRUTH_COLUMNS = (
    "season_id",
    "category",
    "expected_units",
    "plan_pct",
    "counted_units",
    "counted_gmv",
)


def _season_truth(shop: Shop, units: Units) -> Iterator[Row]:
    for season in seasons(shop.parameters):
        for category in categories_of(season):
            of, percent = expected(shop, season, category), _plan_pct(shop, season, category)
            sold: Row = ("", "")
            if not lies_ahead(shop.parameters, season):
                days = _days(shop, season.first, season.last)
                which = [category in ("", each.category) for each in shop.catalogue.products]
                counted, gmv = (
                    int(units.sums[name][days][:, which].sum()) for name in ("counted", "gmv")
                )
                sold = counted, text.baht(gmv)
            yield season.number, category, f"{of.units:.1f}", percent, *sold


def _days(shop: Shop, first: date, last: date) -> slice:
    return slice(shop.parameters.index(first), shop.parameters.index(last) + 1)


# --- milestones ------------------------------------------------------------------------------


def _milestone_days(shop: Shop) -> Iterator[tuple[Season, str, str, date, int]]:
    """(season, milestone, name, due date, days of delay)"""
    for season in seasons(shop.parameters):
        draws = Draws(shop.parameters.seed, f"season/{season.number}")
        delays = draws.below("delay", np.arange(len(_MILESTONES)), len(DELAY_DAYS)).tolist()
        for (kind, name, ahead), delay in zip(_MILESTONES, delays, strict=True):
            yield season, kind, name, season.first - timedelta(days=ahead), DELAY_DAYS[delay]


def _milestones(shop: Shop) -> Iterator[Row]:
    for number, (season, kind, name, due, delay) in enumerate(_milestone_days(shop)):
        completed = due + timedelta(days=delay)
        is_done = completed <= shop.parameters.end
        yield (
            f"{season.number}-{kind}",
            name,
            season.number,
            due.isoformat(),
            completed.isoformat() if is_done else "",
            _OWNERS[number % len(_OWNERS)],
        )


MILESTONE_TRUTH_COLUMNS = ("milestone_id", "delay_days", "is_done")


def _milestone_truth(shop: Shop) -> Iterator[Row]:
    for season, kind, _, due, delay in _milestone_days(shop):
        is_done = due + timedelta(days=delay) <= shop.parameters.end
        yield f"{season.number}-{kind}", delay, "yes" if is_done else "no"


# --- budgets ---------------------------------------------------------------------------------


def _media(shop: Shop) -> dict[str, Ints]:
    """What ad platforms charge per day, in satang, by channel."""
    tiktok, gmv_max = tiktok_ads.run_ads(shop), tiktok_ads.run_gmv_max(shop)
    return {
        "facebook": meta_ads.run_ads(shop).spend.sum(axis=0),
        "google": google_ads.run_ads(shop).spend.sum(axis=0),
        "shopee_ads": shopee_ads.run_ads(shop).spend.sum(axis=0),
        "tiktok_ads": tiktok.spend.sum(axis=0) + gmv_max.spend,
    }


def _month_budgets(shop: Shop, units: Units) -> Iterator[tuple[date, date, str, str, int, int]]:
    """(first day, last day, expense category, channel, budget, spent) in satang.

    The budget is made from what was spent and the share of it that this is planted to be.
    """
    media = _media(shop)
    spent_on = money.by_month(shop, units)
    for number, window in enumerate(month_windows(shop.parameters)):
        first, last = window.first.replace(day=1), months_later(window.first.replace(day=1), 1)
        days = _days(shop, window.first, window.last)
        spent = {("media", channel): int(of[days].sum()) for channel, of in media.items()}
        spent |= {(category, ""): of for category, of in spent_on[number].items()}
        percents = (
            SPENT_PCTS_IN_LARGE_MONTHS if window.first.month in LARGE_DOUBLE_DAYS else SPENT_PCTS
        )
        for (category, channel), satang in spent.items():
            draws = Draws(shop.parameters.seed, f"budget/{category}/{channel}")
            which = int(draws.below("spent", np.array([number]), len(percents))[0])
            of_budget = percents[which] if category == "media" else SPENT_PCTS[which]
            budget = satang * 100 // of_budget // 100 * 100
            yield first, last - timedelta(days=1), category, channel, budget, satang


def _budgets(shop: Shop, units: Units) -> Iterator[Row]:
    for first, last, category, channel, budget, _ in _month_budgets(shop, units):
        days = first.isoformat(), last.isoformat()
        yield *days, category, channel, "", f"{budget // 100:,}", "THB"
    for season in seasons(shop.parameters):
        first, last = season.first - timedelta(days=PLANNED_AHEAD_DAYS), season.last
        days = first.isoformat(), last.isoformat()
        budget = money.season_gifts(shop, season) * GIFTS_BUDGET_PCT // 10_000
        yield *days, money.GIFTS, "", season.number, f"{budget:,}", "THB"


BUDGET_TRUTH_COLUMNS = ("month", "expense_category", "channel", "budget", "spent")


def _budget_truth(shop: Shop, units: Units) -> Iterator[Row]:
    for first, _, category, channel, budget, spent in _month_budgets(shop, units):
        yield f"{first:%Y-%m}", category, channel, text.baht(budget), text.baht(spent)


# --- targets ---------------------------------------------------------------------------------


def _overrides(shop: Shop) -> Iterator[tuple[date, date, str, int]]:
    """(first day, last day, channel, GMV in satang) of the months that the sheet speaks of."""
    rates = {name: plan.rate for name, plan in shop.plans.items()}
    rates[""] = np.sum(list(rates.values()), axis=0)
    for window in month_windows(shop.parameters):
        after = months_later(window.first.replace(day=1), 1)
        is_whole = window.first.day == 1 and window.last == after - timedelta(days=1)
        if not is_whole or window.first.month not in LARGE_DOUBLE_DAYS:
            continue
        days = _days(shop, window.first, window.last)
        for channel in ("", *shop.plans):
            gmv = EXPECTED_ORDER_SATANG * float(rates[channel][days].sum())
            target = round(round(gmv, 3) * OVERRIDE_PCT / 10_000) * 100
            yield window.first, window.last, channel, target


def _targets(shop: Shop) -> Iterator[Row]:
    for first, last, channel, target in _overrides(shop):
        days = first.isoformat(), last.isoformat()
        yield "gmv", *days, channel_of(channel), f"{target // 100:,}", "THB"


TARGET_TRUTH_COLUMNS = ("metric", "month", "rule", "target", "actual")


def _target_truth(shop: Shop, units: Units) -> Iterator[Row]:
    """Of all channels: the sheet's where it speaks of the month, otherwise the default's."""
    stated = {first: target for first, _, channel, target in _overrides(shop) if not channel}
    before = 0
    for window in month_windows(shop.parameters):
        actual = int(units.sums["gmv"][_days(shop, window.first, window.last)].sum())
        by_default = round(before * (1_000 + round(DEFAULT_GROWTH_PCT * 10)) / 1_000)
        target = stated.get(window.first, by_default)
        rule = "override" if window.first in stated else "growth" if before else ""
        cells = text.baht(target) if rule else "", text.baht(actual)
        yield "gmv", f"{window.first:%Y-%m}", rule, *cells
        before = actual
