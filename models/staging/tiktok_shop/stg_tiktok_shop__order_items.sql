with lines as (
    select * from {{ ref("base_tiktok_shop__order_lines") }}
)

select
    'tiktok_shop' as platform,
    shop_id,
    order_id,
    line_number,
    coalesce(seller_sku, sku_id) as product_id,
    seller_sku as sku,
    product_name,
    product_category,
    shop_id as seller_id,
    cast(quantity as integer) as quantity,
    cast(coalesce(returned_quantity, 0) as integer) as returned_quantity,
    -- After the seller's discount alone: what the platform takes off it pays itself.
    {{ money("subtotal_before_discount - coalesce(seller_discount, 0)") }} as item_amount,
    cast(null as {{ money_type() }}) as shipping_amount,
    currency,
    _file_sha256,
    _row
from lines
