select
    world_id,
    channel_name,
    payment_method,
    order_date as activity_date,
    {{ money("sum(gmv_amount)") }} as gmv_amount,
    cast(count(*) as bigint) as order_count
from {{ ref("fct_order_traits") }}
where is_counted
group by world_id, channel_name, payment_method, order_date
