select
    items.world_id,
    items.channel_name,
    products.product_category,
    case
        when products.lifetime_gmv_rank <= {{ var("listed_products") }} then products.product_name
        else 'Other products'
    end as product_name,
    items.order_date as activity_date,
    {{ money("sum(items.gmv_amount)") }} as gmv_amount,
    cast(sum(items.unit_count) as bigint) as unit_count,
    {{ money("sum(items.costed_kept_amount)") }} as costed_kept_amount,
    {{ money("sum(items.item_profit_amount)") }} as item_profit_amount
from {{ ref("fct_sold_items") }} as items
inner join {{ ref("dim_stock_items") }} as products
    on
        items.world_id = products.world_id
        and items.stock_item_key = products.stock_item_key
group by 1, 2, 3, 4, 5
