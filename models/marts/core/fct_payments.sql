with payments as (
    select * from {{ ref("int_payments__unioned") }}
),

orders as (
    select
        order_key,
        platform,
        shop_id,
        order_id,
        order_date
    from {{ ref("int_orders__counted") }}
)

select
    {{ surrogate_key([
        "payments.platform", "payments.shop_id", "payments.order_id", "payments.payment_number"
    ]) }} as payment_key,
    orders.order_key,
    payments.platform,
    payments.shop_id,
    payments.order_id,
    payments.payment_number,
    orders.order_date,
    payments.payment_method,
    payments.instalment_count,
    payments.currency,
    {{ money("payments.payment_amount") }} as payment_amount
from payments
inner join orders
    on
        payments.platform = orders.platform
        and payments.shop_id = orders.shop_id
        and payments.order_id = orders.order_id
