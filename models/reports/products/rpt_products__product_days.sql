with product_days as (
    select distinct
        items.world_id,
        items.channel_name,
        products.product_category,
        items.stock_item_key,
        items.order_date as activity_date
    from {{ ref("fct_sold_items") }} as items
    inner join {{ ref("dim_stock_items") }} as products
        on
            items.world_id = products.world_id
            and items.stock_item_key = products.stock_item_key
)

{{ entity_days(
    "product_days", "stock_item_key", "product_count",
    [["channel_name"], ["product_category"], []]
) }}
