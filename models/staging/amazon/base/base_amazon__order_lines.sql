with lines as (
    {{ newest_export(source("amazon", "orders"), ["order_id"]) }}
)

select
    *,
    cast(
        row_number() over (partition by shop_id, order_id order by _row) as integer
    ) as line_number,
    -- A line without a price has no currency either: the order's is that of the others.
    coalesce(
        max(case when currency <> 'XXX' then currency end) over (partition by shop_id, order_id),
        'XXX'
    ) as order_currency,
    case
        when lower(item_status) = 'cancelled' and lower(order_status) <> 'cancelled' then 1 else 0
    end as has_fallen_out
from lines
