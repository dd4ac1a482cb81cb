-- Who buys a product: the same pieces and money as by day, by segment and by first or later order.
with products as (
    select *
    from {{ ref("dim_stock_items") }}
    where lifetime_gmv_rank <= {{ var("listed_products") }}
),

baskets as (
    select * from {{ ref("fct_baskets") }}
)

select
    items.world_id,
    products.product_name,
    baskets.channel_name,
    baskets.rfm_segment,
    baskets.buyer_type,
    baskets.order_date as activity_date,
    {{ money("sum(items.gmv_amount)") }} as gmv_amount,
    cast(sum(items.product_basket_count) as bigint) as order_count,
    cast(sum(items.unit_count) as bigint) as unit_count
from {{ ref("fct_basket_items") }} as items
inner join products
    on
        items.world_id = products.world_id
        and items.stock_item_key = products.stock_item_key
inner join baskets
    on items.basket_key = baskets.basket_key
group by 1, 2, 3, 4, 5, 6
