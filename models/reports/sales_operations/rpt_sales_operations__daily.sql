with orders as (
    select * from {{ ref("fct_order_traits") }}
),

by_order_date as (
    select
        world_id,
        channel_name,
        order_date as activity_date,
        sum(gmv_amount) as gmv_amount,
        sum(net_revenue_amount) as net_revenue_amount,
        sum(case when is_counted then 1 else 0 end) as order_count,
        sum(case when is_counted then unit_count else 0 end) as unit_count
    from orders
    group by world_id, channel_name, order_date
)

select
    world_id,
    channel_name,
    activity_date,
    {{ money("gmv_amount") }} as gmv_amount,
    {{ money("net_revenue_amount") }} as net_revenue_amount,
    cast(order_count as bigint) as order_count,
    cast(unit_count as bigint) as unit_count
from by_order_date
