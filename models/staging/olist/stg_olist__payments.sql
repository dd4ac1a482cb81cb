with payments as (
    {{ newest_export(
        source("olist", "order_payments"),
        ["order_id"],
        key=["order_id", "payment_sequential"]
    ) }}
)

select
    'olist' as platform,
    shop_id,
    order_id,
    cast(payment_sequential as integer) as payment_number,
    payment_type as payment_method,
    cast(payment_installments as integer) as instalment_count,
    payment_value as payment_amount,
    currency,
    _file_sha256,
    _row
from payments
