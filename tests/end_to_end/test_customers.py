"""Segments, statuses and churn of the simulated shop, worked out again from its orders alone."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from itertools import pairwise

import duckdb
import pandas as pd
import pytest

from orchestration.settings import PROJECT
from orchestration.simulate.parameters import Parameters
from orchestration.simulate.windows import order_windows
from orchestration.simulate.world.marketplaces import PLATFORMS
from orchestration.simulate.world.orders import orders_between
from orchestration.simulate.world.shop import epoch, open_shop
from tests.conftest import Shop

RULES = {
    "Champions": ((5, 5), (5, 5), (5, 5)),
    "Loyal": ((4, 5), (4, 5), (3, 5)),
    "Potential Loyalist": ((4, 5), (1, 3), (3, 5)),
    "New": ((5, 5), (1, 1), (1, 5)),
    "At Risk": ((2, 3), (4, 5), (4, 5)),
    "Lost": ((1, 1), (1, 2), (1, 2)),
}


def asked(shop: Shop, sql: str) -> pd.DataFrame:
    """What the shop's warehouse answers."""
    with duckdb.connect(str(shop.settings.warehouse), read_only=True) as con:
        return con.execute(sql).df()


@pytest.fixture(scope="module")
def customers(simulated_shop: Shop) -> pd.DataFrame:
    """Every customer as of the shop's last day, with scores by pandas."""
    orders = asked(
        simulated_shop,
        "select customer_key, order_date, net_revenue_amount::double as net_revenue"
        " from marts.fct_order_traits where is_counted and customer_key is not null",
    )
    last_day = asked(simulated_shop, "select max(order_date) as day from marts.fct_order_traits")
    found = asked(
        simulated_shop,
        "select customer_key, rfm_segment, customer_status, recency_score, frequency_score,"
        " monetary_score from marts.fct_customer_months where is_latest",
    )
    by_customer = orders.groupby("customer_key").agg(
        last=("order_date", "max"),
        orders=("order_date", "size"),
        net_revenue=("net_revenue", "sum"),
    )
    behind = by_customer.rank(method="min") - 1
    scores = (behind * 5 // len(by_customer) + 1).astype(int)
    day = pd.Timestamp(last_day["day"].item())
    by_customer["status"] = "Long gone"
    by_customer.loc[by_customer["last"] > day - pd.DateOffset(months=6), "status"] = "Churned"
    by_customer.loc[by_customer["last"] > day - pd.DateOffset(months=3), "status"] = "Active"
    joined = by_customer.join(scores, rsuffix="_score").reset_index()
    return joined.merge(found, on="customer_key", how="outer", validate="one_to_one")


def test_scores_and_statuses_equal_pandas(customers: pd.DataFrame) -> None:
    assert len(customers) > 100
    assert (customers["last_score"] == customers["recency_score"]).all()
    assert (customers["orders_score"] == customers["frequency_score"]).all()
    assert (customers["net_revenue_score"] == customers["monetary_score"]).all()
    assert (customers["status"] == customers["customer_status"]).all()


def test_the_named_segments_hold_what_their_rule_says(customers: pd.DataFrame) -> None:
    named = customers.set_index("rfm_segment")
    for segment, ranges in RULES.items():
        rows = named.loc[[segment]] if segment in named.index else named.iloc[:0]
        for column, (low, high) in zip(
            ("last_score", "orders_score", "net_revenue_score"), ranges, strict=True
        ):
            assert rows[column].between(low, high).all(), (segment, column)
    champions = customers[["last_score", "orders_score", "net_revenue_score"]].eq(5).all(axis=1)
    assert (champions == (customers["rfm_segment"] == "Champions")).all()


def test_the_churn_rate_equals_what_the_orders_say(simulated_shop: Shop) -> None:
    """Of those active at a month's end, who has no order in the three months up to the next one."""
    orders = asked(
        simulated_shop,
        "select customer_key, order_date from marts.fct_order_traits"
        " where is_counted and customer_key is not null",
    )
    shown = asked(
        simulated_shop,
        "select activity_date, sum(left_customer_count) as gone,"
        " sum(active_before_count) as before, sum(at_risk_count) as at_risk"
        " from reports.rpt_customers__states group by 1",
    )
    # Before that day nobody can have been away for three months, and there is no rate.
    first_possible = orders["order_date"].min() + pd.DateOffset(months=3)
    assert len(shown) > 3
    months = orders["order_date"].dt.to_period("M").dt.to_timestamp("M").dt.normalize()
    ends = sorted(months.unique())[:-1]  # the last one may be cut short by the shop's last day
    for before, end in pairwise(ends):
        active = _active(orders, before)
        gone = active - _active(orders, end)
        row = shown[shown["activity_date"] == end]
        assert int(row["before"].sum()) == len(active)
        assert int(row["gone"].sum()) == len(gone)
        assert int(row["at_risk"].sum()) == (len(active) if end >= first_possible else 0)


def test_the_churn_rate_is_the_planted_one(simulated_shop: Shop) -> None:
    """Per platform and month, as the simulated shop knows it of its own customers."""
    planted = pd.read_csv(
        simulated_shop.exports / "_truth" / "churn_monthly.csv", parse_dates=["month_end"]
    )
    shown = asked(
        simulated_shop,
        "select platform, month_end_date::timestamp as month_end,"
        " count(*) filter (previous_status = 'Active' and customer_status <> 'Active') as gone,"
        " count(*) filter (previous_status = 'Active') as before"
        " from marts.fct_customer_months group by all",
    )
    both = planted[planted["active_before"] > 0].merge(
        shown, on=["platform", "month_end"], how="left", validate="one_to_one"
    )
    assert len(both) > 20
    rate = both["gone"] / both["before"]
    planted_rate = both["left"] / both["active_before"]
    assert planted_rate.max() > 0.05
    assert ((rate - planted_rate).abs() <= 0.02).all()


@pytest.fixture(scope="module")
def planted(simulated_shop: Shop) -> pd.DataFrame:
    """The customers of the simulated shop as it knows them, without any of its files."""
    record = json.loads((simulated_shop.exports / "_truth" / "simulation.json").read_text())
    said = record["parameters"]
    start, end = date.fromisoformat(said["start"]), date.fromisoformat(said["end"])
    shop = open_shop(Parameters(said["scale"], said["seed"], start, end))
    reports = order_windows(shop.parameters)
    starts = [shop.parameters.index(report.first) for report in reports]
    ends = [start - 1 for start in starts[1:]] + [shop.parameters.day_count - 1]
    parts = []
    for platform in PLATFORMS:
        for report, first, last in zip(reports, starts, ends, strict=True):
            as_of = epoch(report.exported_at)  # the newest report that holds these days
            for block in orders_between(shop, platform, first, last):
                net = block.gmv - block.seller_voucher - block.refunds(as_of)
                part = pd.DataFrame(
                    {"customer": block.customer, "day": block.day, "net_revenue": net}
                )
                parts.append(part[block.lifecycle.is_counted(as_of)].assign(platform=platform))
    found = (
        pd.concat(parts)
        .groupby(["platform", "customer"])
        .agg(day=("day", "max"), orders=("day", "size"), net_revenue=("net_revenue", "sum"))
        .reset_index()
    )
    measures = found[["day", "orders", "net_revenue"]]
    scores = ((measures.rank(method="min") - 1) * 5 // len(found) + 1).astype(int)
    rules = pd.read_csv(PROJECT / "seeds" / "rfm_segments.csv").sort_values("segment_rank")
    for rule in rules.iloc[::-1].to_dict("records"):  # of several that hold the first counts
        fits = scores["day"].between(rule["recency_from"], rule["recency_to"])
        fits &= scores["orders"].between(rule["frequency_from"], rule["frequency_to"])
        fits &= scores["net_revenue"].between(rule["monetary_from"], rule["monetary_to"])
        found.loc[fits, "rfm_segment"] = rule["rfm_segment"]
    found["last_order_date"] = pd.Timestamp(start) + pd.to_timedelta(found["day"], unit="D")
    return found


def test_the_planted_segments_are_recovered(simulated_shop: Shop, planted: pd.DataFrame) -> None:
    """Customers cannot be matched by name, which is what pseudonyms are for: by platform, last day,
    orders and money, which hardly two share."""
    found = asked(
        simulated_shop,
        "select platform, last_order_date::timestamp as last_order_date, order_count,"
        " cast(net_revenue_amount * 100 as bigint) as satang, rfm_segment"
        " from marts.fct_customer_months where is_latest",
    )
    assert planted["rfm_segment"].notna().all() and planted["rfm_segment"].nunique() > 8
    key = ["platform", "last_order_date", "orders", "net_revenue", "rfm_segment"]
    wanted = Counter(planted[key].itertuples(index=False, name=None))
    shown = Counter(found.itertuples(index=False, name=None))
    assert abs(len(found) - len(planted)) <= 0.02 * len(planted)
    assert (wanted & shown).total() >= 0.98 * len(planted)


def test_the_planted_visitors_are_shown(simulated_shop: Shop) -> None:
    """Visits, and who came within seven and thirty days, for every day."""
    planted = pd.read_csv(simulated_shop.exports / "_truth" / "visitors_daily.csv")
    found = asked(
        simulated_shop,
        "select activity_date::varchar as date, sum(session_count)::bigint as sessions,"
        " sum(weekly_visitor_count)::bigint as visitors_7_days,"
        " sum(monthly_visitor_count)::bigint as visitors_30_days"
        " from reports.rpt_customers__visits group by 1",
    )
    both = planted.merge(found, on="date", how="right", suffixes=("_planted", ""))
    assert len(both) > 700
    for measure in ("sessions", "visitors_7_days", "visitors_30_days"):
        assert (both[measure] == both[f"{measure}_planted"]).all(), measure


def _active(orders: pd.DataFrame, day: pd.Timestamp) -> set[str]:
    dates = orders["order_date"]
    recent = orders[(dates <= day) & (dates > day - pd.DateOffset(months=3))]
    return set(recent["customer_key"])
