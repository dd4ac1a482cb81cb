select
    world_id,
    as_of_date,
    horizon_days,
    customer_count,
    repeat_customer_count,
    holdout_from_date,
    holdout_to_date,
    holdout_order_count,
    {{ shown("holdout_predicted_order_count") }} as holdout_predicted_total,
    {{ shown("holdout_absolute_error") }} as holdout_error_total,
    {{ shown("holdout_naive_absolute_error") }} as holdout_naive_error_total,
    {{ shown("holdout_auc") }} as holdout_auc,
    coalesce(order_missing_reason, value_missing_reason) as missing_reason
from {{ ref("fct_value_models") }}
