select
    order_key,
    platform,
    shop_id,
    order_id,
    world_id,
    currency,
    channel_name,
    customer_key,
    order_date,
    previous_order_date,
    cast({{ dbt.datediff("previous_order_date", "order_date", "day") }} as bigint)
        as days_since_previous_order_count,
    buyer_kind,
    rfm_segment,
    customer_status,
    unit_count,
    gmv_amount,
    net_revenue_amount
from {{ ref("int_orders__of_customers") }}
