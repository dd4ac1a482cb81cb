"""The tables that predictions end in, typed; each is `data/ml/<name>.parquet`, one row per key.

Empty ones have the same columns, so that whatever reads them builds before anything was predicted.
Shares and probabilities are 0-1; amounts are in the currency of their row.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pandas as pd
import pyarrow as pa

_TEXT, _COUNT, _NUMBER = pa.string(), pa.int64(), pa.float64()
_DAY, _AMOUNT, _FLAG = pa.date32(), pa.decimal128(18, 4), pa.bool_()

_WORLD = {"world_id": _TEXT, "shop_id": _TEXT, "currency": _TEXT}
_CUSTOMER = {"customer_key": _TEXT, "platform": _TEXT}
_SCORES = {"recency_score": _COUNT, "frequency_score": _COUNT, "monetary_score": _COUNT}

_COLUMNS: dict[str, dict[str, pa.DataType]] = {
    "customer_value": {
        **_WORLD,
        **_CUSTOMER,
        "as_of_date": _DAY,
        "horizon_days": _COUNT,
        "repeat_order_count": _COUNT,
        "alive_probability": _NUMBER,
        "expected_order_count": _NUMBER,
        "expected_order_count_low": _NUMBER,
        "expected_order_count_high": _NUMBER,
        "expected_order_value_amount": _AMOUNT,
        "predicted_value_amount": _AMOUNT,
        "predicted_value_low_amount": _AMOUNT,
        "predicted_value_high_amount": _AMOUNT,
    },
    "customer_value_models": {
        **_WORLD,
        "as_of_date": _DAY,
        "horizon_days": _COUNT,
        "interval_level": _NUMBER,
        "customer_count": _COUNT,
        "repeat_customer_count": _COUNT,
        "order_r": _NUMBER,
        "order_alpha": _NUMBER,
        "order_a": _NUMBER,
        "order_b": _NUMBER,
        "order_log_likelihood": _NUMBER,
        "order_missing_reason": _TEXT,
        "value_p": _NUMBER,
        "value_q": _NUMBER,
        "value_v": _NUMBER,
        "value_log_likelihood": _NUMBER,
        "value_missing_reason": _TEXT,
        "value_kept_share": _NUMBER,
        "value_correlation": _NUMBER,
        "holdout_from_date": _DAY,
        "holdout_to_date": _DAY,
        "holdout_customer_count": _COUNT,
        "holdout_order_count": _COUNT,
        "holdout_predicted_order_count": _NUMBER,
        "holdout_absolute_error": _NUMBER,
        "holdout_naive_absolute_error": _NUMBER,
        "holdout_auc": _NUMBER,
    },
    "customer_clusters": {
        **_WORLD,
        **_CUSTOMER,
        **_SCORES,
        "cluster_number": _COUNT,
        "cluster_name": _TEXT,
        "centre_distance": _NUMBER,
    },
    "cluster_segments": {
        **_WORLD,
        "cluster_number": _COUNT,
        "cluster_name": _TEXT,
        "rfm_segment": _TEXT,
        "customer_count": _COUNT,
    },
    "product_rules": {
        **_WORLD,
        "antecedent_keys": _TEXT,
        "antecedent_names": _TEXT,
        "antecedent_count": _COUNT,
        "consequent_key": _TEXT,
        "consequent_name": _TEXT,
        "basket_count": _COUNT,
        "antecedent_basket_count": _COUNT,
        "consequent_basket_count": _COUNT,
        "rule_basket_count": _COUNT,
        "support": _NUMBER,
        "confidence": _NUMBER,
        "lift": _NUMBER,
        "leverage": _NUMBER,
        "conviction": _NUMBER,
        "chi_square": _NUMBER,
    },
    "next_products": {
        **_WORLD,
        **_CUSTOMER,
        "recommendation_rank": _COUNT,
        "stock_item_key": _TEXT,
        "method": _TEXT,
    },
    "recommendation_checks": {
        **_WORLD,
        "list_name": _TEXT,
        "method": _TEXT,
        "is_chosen": _FLAG,
        "held_out_from_date": _DAY,
        "held_out_to_date": _DAY,
        "case_count": _COUNT,
        "hit_count": _COUNT,
        "popularity_hit_count": _COUNT,
        "random_hit_count": _NUMBER,
    },
}

SCHEMAS = {name: pa.schema(list(columns.items())) for name, columns in _COLUMNS.items()}

# Digits after the point that two machines agree on.
_DIGITS = 6


def table(name: str, frames: Iterable[pd.DataFrame]) -> pa.Table:
    """The frames as one table of this name; a column that a frame has not is empty."""
    schema = SCHEMAS[name]
    parts = [_typed(frame, schema) for frame in frames if len(frame)]
    return pa.concat_tables(parts) if parts else schema.empty_table()


def _typed(frame: pd.DataFrame, schema: pa.Schema) -> pa.Table:
    arrays = []
    for field in schema:
        values = frame.get(field.name, pd.Series([None] * len(frame), dtype=object))
        if pa.types.is_decimal(field.type):
            cells = [None if pd.isna(v) else Decimal(f"{v:.4f}") for v in values]
            arrays.append(pa.array(cells, field.type))
        elif pa.types.is_floating(field.type):
            rounded = pd.to_numeric(values).astype(float).round(_DIGITS)
            arrays.append(pa.array(rounded, field.type, from_pandas=True))
        else:
            cells = [None if pd.isna(v) else v for v in values]
            arrays.append(pa.array(cells, field.type))
    return pa.Table.from_arrays(arrays, schema=schema)
