-- How most of an order was paid: its method where the order tells one, else that of its largest
-- payment, so that sales by payment method add up to all sales.
with payments as (
    select
        platform,
        shop_id,
        order_id,
        payment_method,
        row_number() over (
            partition by platform, shop_id, order_id
            order by payment_amount desc, payment_number asc
        ) as payment_rank
    from {{ ref("int_payments__unioned") }}
),

orders as (
    select
        orders.order_key,
        coalesce(orders.payment_method, payments.payment_method) as payment_method
    from {{ ref("int_orders__counted") }} as orders
    left join payments
        on
            orders.platform = payments.platform
            and orders.shop_id = payments.shop_id
            and orders.order_id = payments.order_id
            and payments.payment_rank = 1
)

select
    orders.order_key,
    -- A word that the seed does not hold is shown as the file spells it.
    coalesce(methods.payment_method_name, trim(orders.payment_method)) as payment_method
from orders
left join {{ ref("payment_methods") }} as methods
    on lower(trim(orders.payment_method)) = methods.spelling
