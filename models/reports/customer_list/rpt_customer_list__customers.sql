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
),

-- What to offer next, by the name that pages know it by.
next_products as (
    select
        next_products.world_id,
        next_products.customer_key,
        products.product_name
    from {{ ref("fct_next_products") }} as next_products
    inner join {{ ref("dim_stock_items") }} as products
        on
            next_products.world_id = products.world_id
            and next_products.stock_item_key = products.stock_item_key
    where next_products.recommendation_rank = 1
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
        when 4 then 'Upper fifth'
        when 3 then 'Middle fifth'
        when 2 then 'Lower fifth'
        else 'Bottom fifth'
    end as value_fifth,
    months.first_order_date,
    months.last_order_date,
    months.order_count,
    months.net_revenue_amount,
    {{ money("predicted.predicted_value_amount") }} as predicted_value_amount,
    {{ shown("predicted.alive_probability") }} as alive_pct,
    next_products.product_name as next_product_name
from months
inner join customers
    on months.customer_key = customers.customer_key
inner join orders
    on
        months.world_id = orders.world_id
        and months.customer_key = orders.customer_key
        and orders.order_rank = 1
left join {{ ref("fct_customer_value") }} as predicted
    on
        months.world_id = predicted.world_id
        and months.customer_key = predicted.customer_key
left join next_products
    on
        months.world_id = next_products.world_id
        and months.customer_key = next_products.customer_key
where months.is_latest
