-- Order lines in the currency of their world, which is what may be added up: each line is converted
-- and rounded once, so that whatever is summed over lines sums to the same.
with items as (
    select * from {{ ref("int_order_items__costed") }}
),

converted as (
    select
        items.*,
        coalesce(reporting.reporting_currency, items.currency) as world_currency,
        {{ exchange_rate("items") }} as exchange_rate
    from items
    {{ exchange_rate_joins("items", "order_date") }}
)

select
    order_item_key,
    order_key,
    platform,
    shop_id,
    world_currency as currency,
    {{ dbt.concat(["shop_id", "' · '", "world_currency"]) }} as world_id,
    product_key,
    stock_item_key,
    seller_key,
    sku,
    product_id,
    order_date,
    is_counted,
    quantity,
    kept_quantity,
    {{ money("gmv_amount * exchange_rate") }} as gmv_amount,
    -- What buyers kept, before vouchers: those are the order's, not the line's.
    {{ money(share_of("gmv_amount * exchange_rate", "kept_quantity", "quantity", 4)) }}
        as kept_amount,
    {{ money("cost_amount * exchange_rate") }} as cost_amount
from converted
