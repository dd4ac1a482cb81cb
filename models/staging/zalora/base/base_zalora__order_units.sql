with units as (
    {{ newest_export(source("zalora", "orders"), ["order_id"], key=["order_item_id"]) }}
)

select
    *,
    cast(
        row_number() over (partition by shop_id, order_id order by _row) as integer
    ) as line_number,
    -- The status is the unit's own: one of three pieces may be cancelled or sent back.
    case lower(order_status)
        when 'canceled' then 'cancelled' when 'returned' then 'returned' else 'kept'
    end as unit_fate
from units
