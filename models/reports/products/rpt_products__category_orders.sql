-- An order may hold two categories, so these counts add up over channels and not over categories:
-- the rows without a category are all of them.
with orders as (
    select distinct
        items.world_id,
        items.channel_name,
        products.product_category,
        items.order_key,
        items.order_date
    from {{ ref("fct_sold_items") }} as items
    inner join {{ ref("dim_stock_items") }} as products
        on
            items.world_id = products.world_id
            and items.stock_item_key = products.stock_item_key
)

select
    world_id,
    channel_name,
    product_category,
    order_date as activity_date,
    cast(null as date) as previous_date,
    count(distinct order_key) as order_count
from orders
group by grouping sets (
    (world_id, order_date),
    (world_id, order_date, channel_name),
    (world_id, order_date, product_category),
    (world_id, order_date, channel_name, product_category)
)
