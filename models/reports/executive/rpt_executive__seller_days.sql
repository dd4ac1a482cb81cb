with shops as (
    select * from {{ ref("dim_shops") }}
),

items as (
    select * from {{ ref("fct_order_items") }}
),

seller_days as (
    select distinct
        {{ world_id("items") }} as world_id,
        items.channel_id,
        items.seller_key,
        items.order_date as activity_date
    from items
    inner join shops
        on items.shop_id = shops.shop_id
    where items.is_counted
)

{{ entity_days("seller_days", "seller_key", "seller_count") }}
