-- A unit is a line of one piece. Units of one SKU are not put together: each has its own id, price,
-- discount and status, and one of them may come back without the others.
with units as (
    select * from {{ ref("base_lazada__order_units") }}
)

select
    'lazada' as platform,
    shop_id,
    order_id,
    line_number,
    coalesce(sku, lazada_sku, {{ surrogate_key(["product_name", "variation_name"]) }})
        as product_id,
    sku,
    product_name,
    cast(null as {{ dbt.type_string() }}) as product_category,
    shop_id as seller_id,
    cast(1 as integer) as quantity,
    cast(case when unit_fate = 'kept' then 0 else 1 end as integer) as returned_quantity,
    line_amount as item_amount,
    shipping_fee as shipping_amount,
    currency,
    _file_sha256,
    _row
from units
