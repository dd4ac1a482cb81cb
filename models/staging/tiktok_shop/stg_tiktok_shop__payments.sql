with first_lines as (
    select *
    from {{ ref("base_tiktok_shop__order_lines") }}
    where line_number = 1
)

select
    'tiktok_shop' as platform,
    shop_id,
    order_id,
    1 as payment_number,
    payment_method,
    cast(null as integer) as instalment_count,
    order_amount as payment_amount,
    currency,
    _file_sha256,
    _row
from first_lines
where paid_at is not null and order_amount is not null
