select
    'amazon' as platform,
    shop_id,
    order_id,
    line_number,
    sku as product_id,
    sku,
    product_name,
    cast(null as {{ dbt.type_string() }}) as product_category,
    shop_id as seller_id,
    cast(quantity as integer) as quantity,
    cast(case when has_fallen_out = 1 then quantity else 0 end as integer) as returned_quantity,
    {{ money("coalesce(item_price, 0)") }} as item_amount,
    cast(null as {{ money_type() }}) as shipping_amount,
    order_currency as currency,
    _file_sha256,
    _row
from {{ ref("base_amazon__order_lines") }}
