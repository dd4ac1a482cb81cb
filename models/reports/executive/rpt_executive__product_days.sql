with shops as (
    select * from {{ ref("dim_shops") }}
),

items as (
    select * from {{ ref("fct_order_items") }}
),

product_days as (
    select distinct
        {{ world_id("items") }} as world_id,
        items.channel_id,
        items.product_key,
        items.order_date as activity_date
    from items
    inner join shops
        on items.shop_id = shops.shop_id
    where items.is_counted
)

{{ entity_days("product_days", "product_key", "product_count") }}
