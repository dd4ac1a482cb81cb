-- What lies in baskets, from the department down to the product. A basket with two products of a
-- category is two of its rows: these counts add up over products, and are no baskets of a category.
with baskets as (
    select * from {{ ref("fct_baskets") }}
),

items as (
    select * from {{ ref("fct_basket_items") }}
),

products as (
    select
        *,
        case
            when gmv_rank <= {{ var("listed_products") }} then product_name
            else 'Other products'
        end as listed_name
    from {{ ref("dim_basket_products") }}
)

select
    items.world_id,
    baskets.channel_name,
    products.product_department,
    products.product_category,
    products.listed_name as product_name,
    coalesce(baskets.order_date, date '{{ var("calendar_start") }}') as activity_date,
    cast(sum(items.product_basket_count) as bigint) as product_basket_count,
    cast(sum(items.unit_count) as bigint) as unit_count,
    {{ money("sum(items.gmv_amount)") }} as gmv_amount
from items
inner join baskets
    on items.basket_key = baskets.basket_key
inner join products
    on
        items.world_id = products.world_id
        and items.stock_item_key = products.stock_item_key
group by 1, 2, 3, 4, 5, 6
