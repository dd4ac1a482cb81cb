"""The predictions as Dagster assets: read from the marts, written as Parquet, read back by dbt.

The one file here that knows Dagster and where things lie.
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg
import duckdb
import pandas as pd

from orchestration import progress, settings
from orchestration.run_lock import RunLock
from orchestration.transform import predictions

_READ = ("fct_order_traits", "fct_sold_items", "fct_customer_months", "dim_stock_items")

_TABLES = {
    "customer_value": "What each customer is expected to order and to be worth.",
    "customer_value_models": "The models behind that, and how they did on days held out.",
    "customer_clusters": "Customers by k-means on their RFM scores.",
    "cluster_segments": "Those clusters beside the segments of the rules.",
    "product_rules": "Association rules of up to four products.",
    "next_products": "What each customer may buy next.",
    "recommendation_checks": "How often ten recommended products held one that was bought.",
}


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            ["ml", name],
            deps=[dg.AssetKey(["marts", table]) for table in _READ],
            group_name="ml",
            description=description,
        )
        for name, description in _TABLES.items()
    ],
    name="ml",
)
def predicted_tables(run_lock: RunLock) -> Iterator[dg.MaterializeResult[Any]]:
    """Predict for one world after the other, and write what changed."""
    # Seconds of imports, and definitions are loaded again and again.
    from ml import tables, worlds

    now = settings.load()
    found: dict[str, list[pd.DataFrame]] = {name: [] for name in _TABLES}
    with progress.step("ml") as step, duckdb.connect(str(now.warehouse), read_only=True) as con:
        names = _worlds(con)
        for done, (world_id, shop_id, currency, first_day, as_of) in enumerate(names):
            step.update(done, len(names), world_id)
            world = worlds.World(
                world_id, shop_id, currency, first_day, as_of, **_frames(con, world_id)
            )
            for name, frame in worlds.predict(world):
                found[name].append(frame)
        for name, frames in found.items():
            predictions.write(now, name, tables.table(name, frames))
        step.update(len(names), len(names), "")
    for name, frames in found.items():
        yield dg.MaterializeResult(
            asset_key=["ml", name], metadata={"rows": sum(len(frame) for frame in frames)}
        )


def _worlds(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return con.execute(
        """select world_id, shop_id, currency, min(order_date), max(order_date)
        from marts.fct_order_traits where is_counted group by all order by world_id"""
    ).fetchall()


def _frames(con: duckdb.DuckDBPyConnection, world_id: str) -> dict[str, Any]:
    """The frames of a world; see worlds.World. Rows are ordered, so that sums do not vary."""

    def rows(query: str) -> pd.DataFrame:
        return con.execute(query, [world_id]).df()

    return {
        "orders": rows(
            """select order_key, customer_key, platform, order_date::timestamp as order_date,
                net_revenue_amount::double as value
            from marts.fct_order_traits where is_counted and world_id = ? order by order_key"""
        ),
        "lines": rows(
            """select i.order_key, o.customer_key, i.stock_item_key,
                i.order_date::timestamp as order_date
            from marts.fct_sold_items as i join marts.fct_order_traits as o using (order_key)
            where i.world_id = ? order by i.order_item_key"""
        ),
        "months": rows(
            """select customer_key, month_end_date::timestamp as month_end_date, is_latest,
                recency_score, frequency_score, monetary_score, rfm_segment
            from marts.fct_customer_months where world_id = ?
            order by customer_key, month_end_date"""
        ),
        "item_names": rows(
            """select stock_item_key, coalesce(product_name, sku, product_id) as product_name
            from marts.dim_stock_items where world_id = ? order by stock_item_key"""
        ).set_index("stock_item_key")["product_name"],
    }
