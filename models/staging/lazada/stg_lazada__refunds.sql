with units as (
    select
        *,
        max(case when unit_fate in ('kept', 'returned') then 1 else 0 end)
            over (partition by shop_id, order_id) as has_reached_count
    from {{ ref("base_lazada__order_units") }}
),

refunded as (
    select
        *,
        case unit_fate
            when 'cancelled' then 'cancellation' when 'undelivered' then 'undelivered' else 'return'
        end as refund_type,
        case
            when unit_fate = 'kept' and abs(refund_amount) > 0 then abs(refund_amount)
            -- The buyer gets back what the buyer paid; what Lazada paid towards it goes back too.
            when abs(refund_amount) > 0
                then abs(refund_amount) + abs(coalesce(platform_discount, 0))
            when unit_fate = 'returned' then line_amount
            -- A unit that fell out of an order that went on. Where all of it was cancelled or came
            -- back undelivered, the order's own status says so.
            when unit_fate <> 'kept' and has_reached_count = 1 then line_amount
        end as paid_back_amount
    from units
)

select
    'lazada' as platform,
    shop_id,
    order_id,
    refund_type,
    {{ money("sum(paid_back_amount)") }} as refund_amount,
    cast(null as date) as refund_date,
    min(currency) as currency,
    min(_file_sha256) as _file_sha256,
    min(_row) as _row
from refunded
where paid_back_amount is not null
group by shop_id, order_id, refund_type
