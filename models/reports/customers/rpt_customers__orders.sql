with orders as (
    select * from {{ ref("fct_customer_orders") }}
)

select
    world_id,
    channel_name,
    rfm_segment,
    customer_status,
    buyer_kind,
    order_date as activity_date,
    count(*) as order_count,
    {{ money("sum(gmv_amount)") }} as gmv_amount,
    {{ money("sum(net_revenue_amount)") }} as net_revenue_amount
from orders
group by world_id, channel_name, rfm_segment, customer_status, buyer_kind, order_date
