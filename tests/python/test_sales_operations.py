"""What the sales pages find in the simulated shop is what was planted in it."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from orchestration.settings import Settings
from orchestration.simulate.world import orders
from orchestration.simulate.world.calendar import is_double_day, paydays


@pytest.fixture(scope="module")
def con(built_shop: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(built_shop.warehouse), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def truth(built_shop: Settings) -> Path:
    return built_shop.exports / "_truth"


def test_orders_by_hour_follow_the_planted_hours(con: duckdb.DuckDBPyConnection) -> None:
    """On double days half the night is awake, on all others the evening is the peak."""
    placed = con.execute("select order_date, hour from marts.fct_order_traits").fetchall()
    for planted, on_double_days in ((orders._HOURS, False), (orders._HOURS_ON_DOUBLE_DAY, True)):
        hours = [int(hour) for day, hour in placed if is_double_day(day) == on_double_days]
        for hour, weight in enumerate(planted):
            share = weight / sum(planted)
            error = (share * (1 - share) / len(hours)) ** 0.5
            assert abs(hours.count(hour) / len(hours) - share) < 4 * error, hour


def test_paydays_and_double_days_sell_more(con: duckdb.DuckDBPyConnection) -> None:
    sold = dict(
        con.execute(
            """select activity_date, sum(order_count)
            from reports.rpt_sales_operations__daily group by 1"""
        ).fetchall()
    )
    # Days without an order have no row, and count.
    days = [min(sold) + timedelta(n) for n in range((max(sold) - min(sold)).days + 1)]
    pay = {day for day in days if day in paydays(day.year, day.month)}
    double = {day for day in days if is_double_day(day)}

    def mean(chosen: Collection[date]) -> float:
        return float(sum(sold.get(day, 0) for day in chosen)) / len(chosen)

    plain = mean([day for day in days if day not in pay | double])
    assert mean(double) > 1.5 * plain
    assert mean(pay) > 1.1 * plain


def test_targets_are_those_of_the_sheet_and_else_the_month_before(
    con: duckdb.DuckDBPyConnection, truth: Path
) -> None:
    found = {
        f"{month:%Y-%m}": (target, source, gmv)
        for month, target, source, gmv in con.execute(
            "select month_start_date, target_gmv_amount, target_source, gmv_amount"
            " from reports.rpt_sales_operations__months"
        ).fetchall()
    }
    with (truth / "targets.csv").open() as lines:
        planted = [row for row in csv.DictReader(lines) if row["metric"] == "gmv"]
    assert {row["rule"] for row in planted} == {"override", "growth"}
    for row in planted:
        target, source, gmv = found[row["month"]]
        assert abs(target - Decimal(row["target"])) <= Decimal("0.02"), row["month"]
        assert source == ("Targets sheet" if row["rule"] == "override" else "Month before")
        assert gmv == Decimal(row["actual"]), row["month"]


def test_gmv_of_each_platform_and_day_is_the_simulators(
    con: duckdb.DuckDBPyConnection, truth: Path
) -> None:
    found = {
        (channel, str(day)): (gmv, count, units)
        for channel, day, gmv, count, units in con.execute(
            "select channels.platform, activity_date, gmv_amount, order_count, unit_count"
            " from reports.rpt_sales_operations__daily as days"
            " inner join seeds.channel_map as channels"
            " on days.channel_name = channels.channel_name and platform_channel = 'orders'"
        ).fetchall()
    }
    with (truth / "daily.csv").open() as lines:
        for row in csv.DictReader(lines):
            gmv, count, units = found.get((row["platform"], row["date"]), (Decimal(0), 0, 0))
            assert (gmv, count, units) == (
                Decimal(row["gmv"]),
                int(row["orders_counted"]),
                int(row["units"]),
            ), row


def test_every_word_of_the_simulated_shop_is_known(con: duckdb.DuckDBPyConnection) -> None:
    """No Thai province, payment method or reason is left as the file spells it."""
    unknown = con.execute(
        "select distinct province from marts.fct_order_traits where province_key is null"
        " union select distinct payment_method from marts.fct_order_traits"
        " where payment_method not in (select payment_method_name from seeds.payment_methods)"
        " union select distinct return_reason from marts.fct_returned_orders"
        " where return_reason not in (select return_reason_name from seeds.return_reasons)"
    ).fetchall()
    assert unknown == []
