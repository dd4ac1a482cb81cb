with items as (
    select * from {{ ref("fct_sold_items") }}
),

products as (
    select *
    from {{ ref("dim_stock_items") }}
    where lifetime_gmv_rank <= {{ var("listed_products") }}
)

select
    items.world_id,
    products.product_name,
    items.channel_name,
    items.order_date as activity_date,
    {{ money("sum(items.gmv_amount)") }} as gmv_amount,
    count(distinct items.order_key) as order_count,
    cast(sum(items.unit_count) as bigint) as unit_count,
    cast(sum(items.returned_unit_count) as bigint) as returned_unit_count,
    {{ money("sum(items.costed_kept_amount)") }} as costed_kept_amount,
    {{ money("sum(items.item_profit_amount)") }} as item_profit_amount
from items
inner join products
    on
        items.world_id = products.world_id
        and items.stock_item_key = products.stock_item_key
group by 1, 2, 3, 4
