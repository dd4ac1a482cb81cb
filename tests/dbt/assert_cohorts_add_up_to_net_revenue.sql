-- Every counted order is in one cohort, guests' orders in theirs.
with cohorts as (
    select
        world_id,
        sum(cohort_order_count) as order_count,
        sum(cohort_gmv_amount) as gmv_amount,
        sum(cohort_net_revenue_amount) as net_revenue_amount
    from {{ ref("fct_cohort_months") }}
    group by world_id
),

orders as (
    select
        world_id,
        count(*) as order_count,
        sum(gmv_amount) as gmv_amount,
        sum(net_revenue_amount) as net_revenue_amount
    from {{ ref("fct_order_traits") }}
    where is_counted
    group by world_id
)

select
    orders.world_id,
    orders.order_count,
    cohorts.order_count as cohort_order_count,
    orders.net_revenue_amount,
    cohorts.net_revenue_amount as cohort_net_revenue_amount
from orders
full outer join cohorts
    on orders.world_id = cohorts.world_id
where
    coalesce(orders.order_count, 0) <> coalesce(cohorts.order_count, 0)
    or coalesce(orders.gmv_amount, 0) <> coalesce(cohorts.gmv_amount, 0)
    or coalesce(orders.net_revenue_amount, 0) <> coalesce(cohorts.net_revenue_amount, 0)
