with lines as (
    {{ newest_export(source("shopee", "orders"), ["order_id"]) }}
)

select
    *,
    -- A SKU may be blank or stand on two lines, so a line is known by its place in the file.
    cast(
        row_number() over (partition by shop_id, order_id order by _row) as integer
    ) as line_number
from lines
