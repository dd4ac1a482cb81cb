-- Everyone to be spoken to, the most valuable first.
with months as (
    select * from {{ ref("fct_customer_months") }}
),

customers as (
    select * from {{ ref("dim_customers") }}
),

-- The province that the newest order went to.
orders as (
    select
        world_id,
        customer_key,
        province,
        row_number() over (
            partition by world_id, customer_key order by order_date desc, order_key asc
        ) as order_rank
    from {{ ref("fct_order_traits") }}
    where is_counted and customer_key is not null
)

select
    months.world_id,
    cast(
        row_number() over (
            partition by months.world_id
            order by
                months.net_revenue_amount desc, months.order_count desc, months.customer_key asc
        ) as bigint
    ) as customer_rank,
    customers.customer_id,
    months.platform,
    months.channel_name,
    months.rfm_segment,
    months.customer_status,
    orders.province,
    case months.monetary_score
        when 5 then 'Top fifth'
        when 4 then 'Second fifth'
        when 3 then 'Middle fifth'
        when 2 then 'Fourth fifth'
        else 'Last fifth'
    end as value_fifth,
    months.first_order_date,
    months.last_order_date,
    months.order_count,
    months.net_revenue_amount
from months
inner join customers
    on months.customer_key = customers.customer_key
inner join orders
    on
        months.world_id = orders.world_id
        and months.customer_key = orders.customer_key
        and orders.order_rank = 1
where months.is_latest
