select
    orders.world_id,
    orders.channel_name,
    orders.order_date as activity_date,
    cast({{ whole_parts("fulfilment.lead_hour_count", 24) }} as integer) as days_taken,
    count(*) as delivered_order_count
from {{ ref("fct_order_traits") }} as orders
inner join {{ ref("fct_order_fulfilment") }} as fulfilment
    on orders.order_key = fulfilment.order_key
where fulfilment.lead_hour_count is not null
group by 1, 2, 3, 4
