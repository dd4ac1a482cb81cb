with first_lines as (
    select *
    from {{ ref("base_shopee__order_lines") }}
    where line_number = 1
)

select
    'shopee' as platform,
    shop_id,
    order_id,
    1 as payment_number,
    payment_method,
    cast(null as integer) as instalment_count,
    grand_total as payment_amount,
    currency,
    _file_sha256,
    _row
from first_lines
-- Cash on delivery is paid when it is delivered: the file has a payment time then.
where paid_at is not null and grand_total is not null
