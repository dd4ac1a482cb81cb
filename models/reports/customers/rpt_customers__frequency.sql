-- Ten orders and more are one bar: beyond that each customer would be a bar of its own.
select
    world_id,
    channel_name,
    rfm_segment,
    customer_status,
    least(order_count, 10) as orders_each_count,
    count(*) as buyer_count
from {{ ref("fct_customer_months") }}
where is_latest
group by world_id, channel_name, rfm_segment, customer_status, least(order_count, 10)
