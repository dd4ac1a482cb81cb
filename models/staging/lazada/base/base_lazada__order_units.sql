with units as (
    {{ newest_export(source("lazada", "orders"), ["order_id"], key=["order_item_id"]) }}
),

judged as (
    select
        *,
        -- The status is the unit's own: one of three pieces may be cancelled or sent back.
        case
            when lower(order_status) = 'canceled' then 'cancelled'
            when lower(order_status) = 'returned' then 'returned'
            when
                lower(order_status) in (
                    'failed',
                    'delivery failed',
                    'package returned',
                    'in transit: returning to seller',
                    'lost_by_3pl',
                    'damaged_by_3pl'
                )
                then 'undelivered'
            else 'kept'
        end as unit_fate
    from units
)

select
    *,
    cast(
        row_number() over (partition by shop_id, order_id order by _row) as integer
    ) as line_number,
    -- After the seller's discount alone: what Lazada takes off it pays itself. The older form has
    -- nothing but what the buyer paid.
    {{ money("coalesce(unit_price - abs(coalesce(seller_discount, 0)), paid_price)") }}
        as line_amount
from judged
