select
    platform,
    shop_id,
    platform_status,
    count(*) as placed_order_count
from {{ ref("fct_orders") }}
where order_status = 'unknown'
group by
    platform,
    shop_id,
    platform_status
