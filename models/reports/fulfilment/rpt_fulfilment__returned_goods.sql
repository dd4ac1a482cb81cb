select
    items.world_id,
    items.channel_name,
    products.product_category,
    items.order_date as activity_date,
    cast(sum(items.unit_count) as bigint) as unit_count,
    cast(sum(items.returned_unit_count) as bigint) as returned_unit_count
from {{ ref("fct_sold_items") }} as items
inner join {{ ref("dim_stock_items") }} as products
    on
        items.world_id = products.world_id
        and items.stock_item_key = products.stock_item_key
group by items.world_id, items.channel_name, products.product_category, items.order_date
