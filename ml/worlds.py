"""Everything that is predicted for one world (a shop and a currency), as frames of `tables.py`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from ml import (
    baskets,
    clusters,
    customer_value,
    product_rules,
    recommendation_checks,
)

# A rule is in so many baskets, and holds so often. 0.1% and 10%: what is rarer or weaker than that
# nobody arranges a shelf by; ten baskets, or it is chance.
RULE_SUPPORT, RULE_CONFIDENCE, RULE_FEWEST_BASKETS = 0.001, 0.1, 10
RULE_LONGEST, RULE_MOST_ITEMS, RULE_MOST = 4, 1000, 5000

Frames = Iterator[tuple[str, pd.DataFrame]]


@dataclass(frozen=True)
class World:
    """What is known of a world. Frames may be empty.

    `orders`: a row per counted order with order_key, customer_key (None for nobody), platform,
    order_date (datetime64) and value (float). `lines`: a row per line of those with order_key,
    customer_key, stock_item_key and order_date. `months`: a row per customer and month with
    customer_key, month_end_date (datetime64), is_latest, the three scores and rfm_segment.
    `item_names`: by stock_item_key. `first_day` and `as_of`: what its data cover.
    """

    world_id: str
    shop_id: str
    currency: str
    first_day: date
    as_of: date
    orders: pd.DataFrame
    lines: pd.DataFrame
    months: pd.DataFrame
    item_names: pd.Series


def predict(world: World) -> Frames:
    """Each table's name with the world's rows of it."""
    known = world.orders.dropna(subset=["customer_key"])
    platform = known.groupby("customer_key")["platform"].min()
    for name, frame in (
        *_values(world),
        *_clusters(world),
        *_rules(world),
        *_recommendations(world),
    ):
        frame = frame.assign(
            world_id=world.world_id, shop_id=world.shop_id, currency=world.currency
        )
        if "customer_key" in frame:
            frame["platform"] = frame["customer_key"].map(platform)
        yield name, frame


def _values(world: World) -> Frames:
    found = customer_value.predict(world.orders, world.first_day, world.as_of)
    yield (
        "customer_value",
        found.customers.rename(
            columns={
                "repeats": "repeat_order_count",
                "expected_orders": "expected_order_count",
                "expected_orders_low": "expected_order_count_low",
                "expected_orders_high": "expected_order_count_high",
                "expected_order_value": "expected_order_value_amount",
                "predicted_value": "predicted_value_amount",
                "predicted_value_low": "predicted_value_low_amount",
                "predicted_value_high": "predicted_value_high_amount",
            }
        ).assign(as_of_date=found.as_of, horizon_days=found.horizon_days),
    )
    row: dict[str, object] = {
        "as_of_date": found.as_of,
        "horizon_days": found.horizon_days,
        "interval_level": customer_value.LEVEL,
        "customer_count": found.customer_count,
        "repeat_customer_count": found.repeat_customer_count,
        "order_missing_reason": found.missing,
        "value_missing_reason": found.value_missing,
        "value_kept_share": found.kept_share,
        "value_correlation": found.value_correlation,
    }
    if found.orders_model:
        model = found.orders_model
        row |= {f"order_{name}": getattr(model, name) for name in ("r", "alpha", "a", "b")}
        row["order_log_likelihood"] = model.log_likelihood
    if found.value_model:
        row |= {f"value_{name}": getattr(found.value_model, name) for name in ("p", "q", "v")}
        row["value_log_likelihood"] = found.value_model.log_likelihood
    if found.holdout:
        held = found.holdout
        row |= {
            "holdout_from_date": held.from_date,
            "holdout_to_date": held.to_date,
            "holdout_customer_count": held.customer_count,
            "holdout_order_count": held.actual_count,
            "holdout_predicted_order_count": held.predicted_count,
            "holdout_absolute_error": held.absolute_error,
            "holdout_naive_absolute_error": held.naive_absolute_error,
            "holdout_auc": held.auc,
        }
    yield "customer_value_models", pd.DataFrame([row])


def _clusters(world: World) -> Frames:
    latest = world.months[world.months["is_latest"].astype(bool)]
    found = clusters.cluster(latest)
    scores = latest[["customer_key", *clusters.SCORES]]
    yield (
        "customer_clusters",
        found.customers.rename(columns={"distance": "centre_distance"}).merge(
            scores, on="customer_key", how="left"
        ),
    )
    yield "cluster_segments", clusters.beside_segments(found, latest)


def _rules(world: World) -> Frames:
    held = baskets.of_lines(world.lines["order_key"], world.lines["stock_item_key"])
    fewest = product_rules.fewest_baskets(RULE_SUPPORT, held.matrix.shape[0])
    found = product_rules.itemsets(
        held, max(fewest, RULE_FEWEST_BASKETS), RULE_LONGEST, RULE_MOST_ITEMS
    )
    rules = product_rules.rules(found, RULE_CONFIDENCE, above_chance=True)
    # Where there are more than anybody reads, those that say the most.
    rules = rules.sort_values("chi_square", ascending=False, kind="stable").head(RULE_MOST)
    keys = held.items.to_numpy(dtype=object)
    names = world.item_names.reindex(held.items).to_numpy(dtype=object)
    yield (
        "product_rules",
        rules.assign(
            antecedent_keys=[", ".join(keys[list(items)]) for items in rules["antecedents"]],
            antecedent_names=[" + ".join(names[list(items)]) for items in rules["antecedents"]],
            antecedent_count=rules["antecedents"].map(len),
            consequent_key=keys[rules["consequent"].astype(int)],
            consequent_name=names[rules["consequent"].astype(int)],
        ),
    )


def _recommendations(world: World) -> Frames:
    lines = world.lines
    until = recommendation_checks.last_busy_month(lines, world.as_of)
    best = recommendation_checks.chosen(lines, until)
    customers = recommendation_checks.next_products(lines, until)
    yield "recommendation_checks", customers.assign(is_chosen=customers["method"] == best)
    # Pairs are shown by confidence, and a segment's most bought beside its most distinctive.
    pairs = recommendation_checks.bought_with(lines, until)
    yield "recommendation_checks", pairs.assign(is_chosen=pairs["method"] == "confidence")
    start = recommendation_checks.first_day_of_month(until)
    before = world.months[world.months["month_end_date"] < pd.Timestamp(start)]
    before = before[before["month_end_date"] == before["month_end_date"].max()]
    segments = recommendation_checks.segment_lists(lines, before, until)
    yield (
        "recommendation_checks",
        segments.assign(is_chosen=segments["method"] == "most_bought"),
    )

    known = lines.dropna(subset=["customer_key"])
    if known.empty:
        return
    history = recommendation_checks.customers_by_items(known)
    lists = recommendation_checks.methods(history.matrix)[best]()
    rows, ranks = np.nonzero(lists >= 0)
    yield (
        "next_products",
        pd.DataFrame(
            {
                "customer_key": history.owners.to_numpy()[rows],
                "recommendation_rank": ranks + 1,
                "stock_item_key": history.items.to_numpy()[lists[rows, ranks]],
                "method": best,
            }
        ),
    )
