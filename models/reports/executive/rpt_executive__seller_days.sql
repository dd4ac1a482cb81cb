with shops as (
    select * from {{ ref("dim_shops") }}
),

channels as (
    select * from {{ ref("dim_channels") }}
),

items as (
    select * from {{ ref("fct_order_items") }}
),

seller_days as (
    select distinct
        {{ world_id("items") }} as world_id,
        channels.channel_name,
        items.seller_key,
        items.order_date as activity_date
    from items
    inner join shops
        on items.shop_id = shops.shop_id
    inner join channels
        on items.channel_id = channels.channel_id
    where items.is_counted
)

{{ entity_days("seller_days", "seller_key", "seller_count") }}
