select
    'amazon' as platform,
    shop_id,
    order_id,
    1 as payment_number,
    cast(null as {{ dbt.type_string() }}) as payment_method,
    cast(null as integer) as instalment_count,
    {{ money(
        "sum(item_price - coalesce(item_promotion_discount, 0)"
        ~ " + coalesce(shipping_price, 0) - coalesce(ship_promotion_discount, 0))"
    ) }} as payment_amount,
    min(order_currency) as currency,
    min(_file_sha256) as _file_sha256,
    min(_row) as _row
from {{ ref("base_amazon__order_lines") }}
-- The file tells no payment. Amazon charges when it ships, and pays back what comes back.
where
    lower(order_status) in (
        'shipping', 'shipped', 'shipped - picked up',
        'shipped - out for delivery', 'shipped - delivered to buyer'
    )
    and item_price is not null
    and has_fallen_out = 0
group by shop_id, order_id
