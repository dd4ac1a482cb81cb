with lines as (
    {{ newest_export(source("dunnhumby", "transactions"), ["basket_id"]) }}
)

select
    *,
    cast(row_number() over (partition by shop_id, basket_id order by _row) as integer)
        as line_number
from lines
