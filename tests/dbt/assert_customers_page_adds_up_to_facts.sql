-- What the page of customers shows of orders, of the days between them and of how often people buy
-- is all of the counted orders.
with orders as (
    select
        world_id,
        count(*) as order_count,
        count(customer_key) as customer_order_count,
        count(distinct customer_key) as customer_count,
        sum(gmv_amount) as gmv_amount,
        sum(net_revenue_amount) as net_revenue_amount
    from {{ ref("fct_order_traits") }}
    where is_counted
    group by world_id
),

shown as (
    select
        world_id,
        sum(order_count) as order_count,
        sum(gmv_amount) as gmv_amount,
        sum(net_revenue_amount) as net_revenue_amount
    from {{ ref("rpt_customers__orders") }}
    group by world_id
),

gaps as (
    select
        world_id,
        sum(repeat_order_count) as repeat_order_count
    from {{ ref("rpt_customers__gaps") }}
    group by world_id
),

frequency as (
    select
        world_id,
        sum(buyer_count) as customer_count
    from {{ ref("rpt_customers__frequency") }}
    group by world_id
)

select
    orders.world_id,
    orders.order_count,
    shown.order_count as shown_order_count,
    gaps.repeat_order_count,
    frequency.customer_count as shown_customer_count
from orders
full outer join shown
    on orders.world_id = shown.world_id
left join gaps
    on orders.world_id = gaps.world_id
left join frequency
    on orders.world_id = frequency.world_id
where
    coalesce(orders.order_count, 0) <> coalesce(shown.order_count, 0)
    or coalesce(orders.gmv_amount, 0) <> coalesce(shown.gmv_amount, 0)
    or coalesce(orders.net_revenue_amount, 0) <> coalesce(shown.net_revenue_amount, 0)
    or orders.customer_order_count - orders.customer_count <> coalesce(gaps.repeat_order_count, 0)
    or orders.customer_count <> coalesce(frequency.customer_count, 0)
