with first_rows as (
    select *
    from {{ ref("base_shopify__order_rows") }}
    where order_row = 1 and refunded_amount > 0
)

select
    'shopify' as platform,
    shop_id,
    order_id,
    case when cancelled_at_stated is null then 'return' else 'cancellation' end as refund_type,
    refunded_amount as refund_amount,
    -- The file tells when an order was cancelled, not when goods were paid back.
    {{ business_date(utc_from_offset("cancelled_at_stated"), "shopify") }} as refund_date,
    currency,
    _file_sha256,
    _row
from first_rows
