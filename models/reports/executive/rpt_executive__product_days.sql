with shops as (
    select * from {{ ref("dim_shops") }}
),

channels as (
    select * from {{ ref("dim_channels") }}
),

items as (
    select * from {{ ref("fct_order_items") }}
),

product_days as (
    select distinct
        {{ world_id("items") }} as world_id,
        channels.channel_name,
        items.stock_item_key,
        items.order_date as activity_date
    from items
    inner join shops
        on items.shop_id = shops.shop_id
    inner join channels
        on items.channel_id = channels.channel_id
    where items.is_counted
)

{{ entity_days("product_days", "stock_item_key", "product_count") }}
