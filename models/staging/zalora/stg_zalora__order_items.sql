select
    'zalora' as platform,
    shop_id,
    order_id,
    line_number,
    coalesce(sku, zalora_sku, {{ surrogate_key(["product_name", "variation_name"]) }})
        as product_id,
    sku,
    product_name,
    cast(null as {{ dbt.type_string() }}) as product_category,
    shop_id as seller_id,
    cast(1 as integer) as quantity,
    cast(case when unit_fate = 'kept' then 0 else 1 end as integer) as returned_quantity,
    {{ money("unit_price") }} as item_amount,
    cast(null as {{ money_type() }}) as shipping_amount,
    currency,
    _file_sha256,
    _row
from {{ ref("base_zalora__order_units") }}
