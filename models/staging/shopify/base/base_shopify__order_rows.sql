with order_rows as (
    {{ newest_export(source("shopify", "orders"), ["order_id"]) }}
)

select
    *,
    cast(row_number() over (partition by shop_id, order_id order by _row) as integer) as order_row,
    -- The price is of one piece, the discount of the whole line.
    {{ money("unit_price * quantity - coalesce(line_discount, 0)") }} as line_amount
from order_rows
