with units as (
    select
        *,
        max(case when unit_fate = 'cancelled' then 0 else 1 end)
            over (partition by shop_id, order_id) as has_gone_on
    from {{ ref("base_zalora__order_units") }}
)

select
    'zalora' as platform,
    shop_id,
    order_id,
    case unit_fate when 'returned' then 'return' else 'cancellation' end as refund_type,
    {{ money("sum(unit_price)") }} as refund_amount,
    cast(null as date) as refund_date,
    min(currency) as currency,
    min(_file_sha256) as _file_sha256,
    min(_row) as _row
from units
-- A unit that fell out of an order that went on. One cancelled as a whole says so in its status.
where unit_fate <> 'kept' and has_gone_on = 1
group by shop_id, order_id, unit_fate
