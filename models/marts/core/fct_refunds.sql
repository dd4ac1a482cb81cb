select
    refund_key,
    order_key,
    platform,
    shop_id,
    order_id,
    refund_type,
    is_counted,
    order_date,
    refund_date,
    is_date_estimated,
    is_amount_derived,
    currency,
    {{ money("paid_back_amount") }} as paid_back_amount,
    {{ money("refund_amount") }} as refund_amount
from {{ ref("int_refunds__dated") }}
