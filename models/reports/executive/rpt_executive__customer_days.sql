with shops as (
    select * from {{ ref("dim_shops") }}
),

channels as (
    select * from {{ ref("dim_channels") }}
),

orders as (
    select * from {{ ref("fct_orders") }}
),

customer_days as (
    select distinct
        {{ world_id("orders") }} as world_id,
        channels.channel_name,
        orders.customer_key,
        orders.order_date as activity_date
    from orders
    inner join shops
        on orders.shop_id = shops.shop_id
    inner join channels
        on orders.channel_id = channels.channel_id
    where orders.is_counted and orders.customer_key is not null
)

{{ entity_days("customer_days", "customer_key", "customer_count") }}
