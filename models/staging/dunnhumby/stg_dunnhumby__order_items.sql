with lines as (
    select * from {{ ref("base_dunnhumby__lines") }}
)

select
    'dunnhumby' as platform,
    shop_id,
    basket_id as order_id,
    line_number,
    product_code as product_id,
    product_code as sku,
    cast(null as {{ dbt.type_string() }}) as product_name,
    -- The second of the set's four levels, from class (10) to division (40).
    product_code_20 as product_category,
    store_code as seller_id,
    cast(quantity as integer) as quantity,
    cast(0 as integer) as returned_quantity,
    -- Of the line, not of the piece.
    spend as item_amount,
    cast(null as {{ money_type() }}) as shipping_amount,
    currency,
    _file_sha256,
    _row
from lines
