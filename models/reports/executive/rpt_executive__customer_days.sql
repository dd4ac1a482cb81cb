with shops as (
    select * from {{ ref("dim_shops") }}
),

orders as (
    select * from {{ ref("fct_orders") }}
),

customer_days as (
    select distinct
        {{ world_id("orders") }} as world_id,
        orders.channel_id,
        orders.customer_key,
        orders.order_date as activity_date
    from orders
    inner join shops
        on orders.shop_id = shops.shop_id
    where orders.is_counted and orders.customer_key is not null
)

{{ entity_days("customer_days", "customer_key", "customer_count") }}
