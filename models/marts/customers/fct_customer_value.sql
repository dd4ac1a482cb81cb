select
    world_id,
    shop_id,
    currency,
    customer_key,
    platform,
    as_of_date,
    horizon_days,
    repeat_order_count,
    alive_probability,
    expected_order_count,
    expected_order_count_low,
    expected_order_count_high,
    expected_order_value_amount,
    predicted_value_amount,
    predicted_value_low_amount,
    predicted_value_high_amount
from {{ ref("stg_ml__customer_value") }}
