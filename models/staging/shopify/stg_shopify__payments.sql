with first_rows as (
    select *
    from {{ ref("base_shopify__order_rows") }}
    where order_row = 1
)

select
    'shopify' as platform,
    shop_id,
    order_id,
    -- Further payments have rows, and no amounts of their own.
    1 as payment_number,
    payment_method,
    cast(null as integer) as instalment_count,
    {{ money("total - coalesce(outstanding_balance, 0)") }} as payment_amount,
    currency,
    _file_sha256,
    _row
from first_rows
where paid_at_stated is not null and total is not null
