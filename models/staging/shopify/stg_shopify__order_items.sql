with lines as (
    select *
    from {{ ref("base_shopify__order_rows") }}
    -- A row without goods tells of a further payment.
    where product_name is not null
)

select
    'shopify' as platform,
    shop_id,
    order_id,
    cast(
        row_number() over (partition by shop_id, order_id order by order_row) as integer
    ) as line_number,
    coalesce(sku, {{ surrogate_key(["product_name"]) }}) as product_id,
    sku,
    product_name,
    cast(null as {{ dbt.type_string() }}) as product_category,
    shop_id as seller_id,
    cast(quantity as integer) as quantity,
    cast(0 as integer) as returned_quantity,
    line_amount as item_amount,
    cast(null as {{ money_type() }}) as shipping_amount,
    currency,
    _file_sha256,
    _row
from lines
