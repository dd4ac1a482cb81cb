with lines as (
    {{ newest_export(source("tiktok_shop", "orders"), ["order_id"]) }}
)

select
    *,
    -- The same SKU may be in two packages of an order, so a line is known by its place in the file.
    cast(
        row_number() over (partition by shop_id, order_id order by _row) as integer
    ) as line_number
from lines
