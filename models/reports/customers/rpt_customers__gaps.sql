select
    world_id,
    channel_name,
    rfm_segment,
    customer_status,
    days_since_previous_order_count as gap_day_count,
    count(*) as repeat_order_count
from {{ ref("fct_customer_orders") }}
where days_since_previous_order_count is not null
group by world_id, channel_name, rfm_segment, customer_status, days_since_previous_order_count
