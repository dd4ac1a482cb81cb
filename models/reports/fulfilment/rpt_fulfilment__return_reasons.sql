select
    orders.world_id,
    orders.channel_name,
    returned.return_reason,
    orders.order_date as activity_date,
    count(*) as returned_order_count
from {{ ref("fct_returned_orders") }} as returned
inner join {{ ref("fct_order_traits") }} as orders
    on returned.order_key = orders.order_key
group by orders.world_id, orders.channel_name, returned.return_reason, orders.order_date
