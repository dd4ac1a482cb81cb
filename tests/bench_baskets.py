"""How fast pairs are counted over a million baskets, beside pandas doing the least of it."""

from __future__ import annotations

import re
import time
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from tests.bench_line import Measured

BASKETS = 1_000_000
PRODUCTS = 5_000
CORES = 2  # what the target is stated for
MODELS = ("int_baskets__cells", "int_baskets__numbered", "int_baskets__pairs")


def made_up() -> pd.DataFrame:
    """Baskets of four items on average; few products are in many of them, most in few."""
    chance = np.random.default_rng(1)
    baskets = np.repeat(np.arange(BASKETS), 1 + chance.poisson(3, BASKETS))
    weights = 1 / np.arange(1, PRODUCTS + 1) ** 0.8
    parts = np.cumsum(weights) / weights.sum()
    products = np.searchsorted(parts, chance.random(len(baskets)))
    return pd.DataFrame({"basket": baskets, "product": products}).drop_duplicates()


def baskets(dbt_target: Path) -> list[Measured]:
    """The models' own SQL, as a run compiled it, over made-up baskets."""
    items = made_up()
    with duckdb.connect(config={"threads": CORES}) as con:
        con.execute("attach ':memory:' as warehouse; create schema warehouse.intermediate")
        con.execute("use warehouse.intermediate")
        con.register("made_up", items)
        con.execute(
            """create table int_baskets__items as
            select md5(basket::varchar) as basket_key, 'w' as world_id,
                md5('p' || product) as stock_item_key
            from made_up"""
        )
        con.execute(
            """create table int_baskets__classed as
            select basket_key, min(world_id) as world_id, count(*) as item_count,
                'channel ' || hash(basket_key) % 4 as channel_name,
                'segment ' || hash(basket_key || 's') % 10 as rfm_segment,
                '2026 Q' || hash(basket_key || 'q') % 8 as order_quarter,
                date '2026-01-01' as order_date
            from int_baskets__items group by 1"""
        )
        con.execute(
            """create table int_baskets__products as
            select world_id, stock_item_key, count(*) as basket_count, 'p' as platform,
                's' as shop_id, stock_item_key as product_name,
                row_number() over (order by stock_item_key) as product_number
            from int_baskets__items group by 1, 2"""
        )
        started = time.monotonic()
        for model in MODELS:
            (path,) = (dbt_target / "compiled").rglob(f"{model}.sql")
            sql = re.sub(r'"\w+"\."intermediate"\.', "", path.read_text())
            con.execute(f"create table {model} as {sql}")
        ours = time.monotonic() - started
    started = time.monotonic()
    both = items.merge(items, on="basket")
    both = both[both["product_x"] < both["product_y"]]
    both.groupby(["product_x", "product_y"]).size()
    theirs = time.monotonic() - started
    return [
        Measured(f"baseline: pandas, pairs of {BASKETS:,} baskets, all together only", theirs),
        Measured(
            f"pairs of {BASKETS:,} baskets, also by channel, segment and quarter",
            ours,
            None,
            f"{ours / theirs:.2f} of pandas, on {CORES} cores (target: 10 s)",
        ),
    ]
