with first_lines as (
    -- The amount is the order's, repeated on each line.
    select *
    from {{ ref("base_tiktok_shop__order_lines") }}
    where line_number = 1 and order_refund_amount > 0
)

select
    'tiktok_shop' as platform,
    shop_id,
    order_id,
    case when cancel_return_type = 'Cancel' then 'cancellation' else 'return' end as refund_type,
    order_refund_amount as refund_amount,
    -- The file tells when an order was cancelled, not when a return was paid back.
    {{ business_date(utc_from_local("cancelled_at", "tiktok_shop"), "tiktok_shop") }}
        as refund_date,
    currency,
    _file_sha256,
    _row
from first_lines
