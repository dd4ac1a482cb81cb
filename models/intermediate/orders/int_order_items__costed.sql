-- Order lines with what the order says of them, and the cost of the goods that the buyer kept.
with items as (
    select * from {{ ref("int_order_items__unioned") }}
),

orders as (
    select * from {{ ref("int_orders__counted") }}
),

prices as (
    select * from {{ ref("int_products__priced") }}
),

joined as (
    select
        items.*,
        orders.order_key,
        orders.order_date,
        orders.is_counted,
        -- Goods of an order that came back undelivered are not kept, whatever its lines say.
        case
            when not orders.is_counted or orders.order_status = 'cancelled' then 0
            else items.quantity - items.returned_quantity
        end as kept_quantity,
        prices.unit_cost_amount
    from items
    inner join orders
        on
            items.platform = orders.platform
            and items.shop_id = orders.shop_id
            and items.order_id = orders.order_id
    left join prices
        on
            items.shop_id = prices.shop_id
            and items.sku = prices.sku
            and items.currency = prices.currency
            and orders.order_date >= prices.applies_from_date
            and orders.order_date < prices.applies_before_date
)

select
    {{ surrogate_key(["order_key", "line_number"]) }} as order_item_key,
    order_key,
    platform,
    shop_id,
    order_id,
    line_number,
    {{ surrogate_key(["platform", "shop_id", "product_id"]) }} as product_key,
    -- The seller's own SKU is same goods on every platform; without one it is the platform's.
    {{ surrogate_key([
        "shop_id", "case when sku is null then platform end", "coalesce(sku, product_id)"
    ]) }} as stock_item_key,
    {{ surrogate_key(["platform", "shop_id", "seller_id"]) }} as seller_key,
    product_id,
    sku,
    product_name,
    product_category,
    seller_id,
    order_date,
    is_counted,
    quantity,
    returned_quantity,
    kept_quantity,
    currency,
    item_amount as placed_amount,
    case when is_counted then item_amount else 0 end as gmv_amount,
    shipping_amount,
    -- Nothing kept costs nothing, known cost or not.
    case when kept_quantity = 0 then 0 else {{ money("kept_quantity * unit_cost_amount") }} end
        as cost_amount,
    _file_sha256,
    _row
from joined
