"""Pairs of products: the published figures of groceries, and those the simulated shop planted."""

from __future__ import annotations

import json
import re
from typing import Any

import duckdb
import pytest
from scipy.stats import chi2_contingency

from tests.conftest import Shop


def one(con: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    row = con.execute(sql).fetchone()
    assert row is not None
    return row


def every_pair(shop: Shop) -> str:
    """The model's own SQL as dbt compiled it, with the pairs that it leaves out as too few."""
    (path,) = (shop.settings.dbt_target / "compiled").rglob("int_baskets__pairs.sql")
    sql = path.read_text()
    least = re.findall(r"(?<=>= )\d+", sql)
    assert least and set(least) == {"5"}, "the model leaves pairs out in another way than it did"
    return re.sub(r">= 5\b", ">= 1", sql)


def test_pairs_of_groceries_are_the_published_ones(real_sets: Shop) -> None:
    with duckdb.connect(str(real_sets.settings.warehouse), read_only=True) as con:
        con.execute("use warehouse")
        con.execute(
            f"""create temp table pairs as
            select * from ({every_pair(real_sets)})
            where world_id = 'groceries' and scope_type = 'all'"""
        )
        # Baskets, items in them, and how many kinds.
        assert one(
            con,
            """select count(distinct basket_key), count(*), count(distinct stock_item_key)
            from marts.fct_basket_items where world_id = 'groceries'""",
        ) == (9_835, 43_367, 169)
        assert one(con, "select count(*), min(scope_basket_count) from pairs") == (9_636, 9_835)
        is_frequent = "pair_basket_count >= .01 * scope_basket_count"
        assert one(con, f"select count(*) from pairs where {is_frequent}") == (213,)
        (rules,) = one(
            con,
            f"""select count(*) filter (where pair_basket_count >= .2 * first_basket_count)
                + count(*) filter (where pair_basket_count >= .2 * second_basket_count)
            from pairs where {is_frequent}""",
        )
        assert rules == 151
        # What is stored are the same pairs, of five baskets and more.
        assert one(
            con,
            """select count(*) from (
                select first_item_key, second_item_key, pair_basket_count, first_basket_count,
                    second_basket_count
                from pairs where pair_basket_count >= 5
                except
                select first_item_key, second_item_key, pair_basket_count, first_basket_count,
                    second_basket_count
                from marts.fct_product_pairs where scope_type = 'all'
            )""",
        ) == (0,)


def test_planted_pairs_are_at_the_top(simulated_shop: Shop) -> None:
    truth = json.loads((simulated_shop.exports / "_truth" / "simulation.json").read_text())
    planted = {frozenset((pair["sku"], pair["adds"])) for pair in truth["basket_pairs"]}
    assert len(planted) > 3
    with duckdb.connect(str(simulated_shop.settings.warehouse), read_only=True) as con:
        found = con.execute(
            """select product_name, partner_name from reports.rpt_baskets__pairs
            where channel_name is null and rfm_segment is null and order_quarter is null
            order by strength_rank limit ?""",
            [len(planted)],
        ).fetchall()
    top = {frozenset(name.rsplit(" · ", 1)[-1] for name in pair) for pair in found}
    assert top == planted


def test_a_pair_is_measured_as_the_books_do(simulated_shop: Shop) -> None:
    """Chi-square by scipy, the other measures by hand, from each pair's four counts."""
    with duckdb.connect(str(simulated_shop.settings.warehouse), read_only=True) as con:
        found = con.execute("select * from reports.rpt_baskets__pairs")
        columns = [column[0] for column in found.description or []]
        pairs = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    assert len(pairs) > 10
    for pair in pairs:
        both, first, second, of = (
            int(pair[f"{of_what}_basket_count"]) for of_what in ("pair", "first", "second", "scope")
        )
        table = [[both, first - both], [second - both, of - first - second + both]]
        by_scipy = chi2_contingency(table, correction=False)
        assert float(pair["chi_square"]) == pytest.approx(by_scipy.statistic, abs=1e-3)
        assert pair["is_beyond_chance"] == (float(pair["chi_square"]) >= 10.83)
        support, confidence = both / of, both / first
        expected = {
            "support_pct": support,
            "confidence_pct": confidence,
            "confidence_back_pct": both / second,
            "lift": confidence / (second / of),
            "leverage_pct": support - first / of * second / of,
        }
        if confidence < 1:
            expected["conviction"] = (1 - second / of) / (1 - confidence)
        for name, value in expected.items():
            assert float(pair[name]) == pytest.approx(value, abs=6e-5), name
