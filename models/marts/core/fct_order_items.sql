with items as (
    select * from {{ ref("int_order_items__costed") }}
),

channels as (
    select *
    from {{ ref("channel_map") }}
    where platform_channel = 'orders'
)

select
    items.order_item_key,
    items.order_key,
    items.platform,
    items.shop_id,
    items.order_id,
    items.line_number,
    items.product_key,
    items.stock_item_key,
    items.seller_key,
    channels.channel_id,
    items.order_date,
    items.is_counted,
    items.quantity,
    items.returned_quantity,
    items.kept_quantity,
    items.currency,
    {{ money("items.placed_amount") }} as placed_amount,
    {{ money("items.gmv_amount") }} as gmv_amount,
    {{ money("items.shipping_amount") }} as shipping_amount,
    {{ money("items.cost_amount") }} as cost_amount,
    items._file_sha256 as source_file_sha256,
    items._row as source_row
from items
left join channels
    on items.platform = channels.platform
