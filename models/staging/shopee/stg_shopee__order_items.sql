with lines as (
    select * from {{ ref("base_shopee__order_lines") }}
)

select
    'shopee' as platform,
    shop_id,
    order_id,
    line_number,
    coalesce(sku, parent_sku, {{ surrogate_key(["product_name", "variation_name"]) }})
        as product_id,
    sku,
    product_name,
    cast(null as {{ dbt.type_string() }}) as product_category,
    shop_id as seller_id,
    cast(quantity as integer) as quantity,
    cast(coalesce(returned_quantity, 0) as integer) as returned_quantity,
    -- Already the subtotal of the line: not to be multiplied by the quantity.
    line_subtotal as item_amount,
    cast(null as {{ money_type() }}) as shipping_amount,
    currency,
    _file_sha256,
    _row
from lines
