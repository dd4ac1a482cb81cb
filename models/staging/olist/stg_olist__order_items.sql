with items as (
    {{ newest_export(
        source("olist", "order_items"),
        ["order_id"],
        key=["order_id", "order_item_id"]
    ) }}
)

select
    'olist' as platform,
    shop_id,
    order_id,
    cast(order_item_id as integer) as line_number,
    product_id,
    cast(null as {{ dbt.type_string() }}) as sku,
    cast(null as {{ dbt.type_string() }}) as product_name,
    cast(null as {{ dbt.type_string() }}) as product_category,
    seller_id,
    -- One row per unit: three pieces of a product are three rows.
    cast(1 as integer) as quantity,
    cast(0 as integer) as returned_quantity,
    price as item_amount,
    freight_value as shipping_amount,
    currency,
    _file_sha256,
    _row
from items
