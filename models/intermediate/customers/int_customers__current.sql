-- Every customer of a world as of the shop's last day.
select
    world_id,
    customer_key,
    platform,
    shop_id,
    channel_name,
    as_of_date,
    rfm_segment,
    customer_status,
    first_order_date,
    last_order_date,
    order_count,
    gmv_amount,
    net_revenue_amount
from {{ ref("int_customers__months") }}
where is_latest
