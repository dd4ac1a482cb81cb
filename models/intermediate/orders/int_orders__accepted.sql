-- When a platform calls an order confirmed: cash on delivery when it is placed, the rest when it is
-- paid. With what the platform calls its sales, also of orders that do not count.
with orders as (
    select * from {{ ref("int_orders__settled") }}
),

stated as (
    select
        platform,
        shop_id,
        order_id,
        seller_voucher_amount,
        case platform
            {% for platform in var("time_zones") if platform != "default" %}
                when '{{ platform }}' then {{ business_date("paid_at", platform) }}
            {% endfor %}
            else {{ business_date("paid_at", "default") }}
        end as paid_date
    from {{ ref("int_orders__unioned") }}
),

methods as (
    select distinct
        orders.payment_method,
        true as is_cash_on_delivery
    from orders
    inner join {{ ref("cash_on_delivery") }} as wordings
        on lower(orders.payment_method) like wordings.payment_method
),

-- A platform whose export has no time of payment cannot tell who did not pay.
platforms as (
    select
        platform,
        shop_id,
        count(paid_at) > 0 as has_payment_times
    from orders
    group by platform, shop_id
)

select
    orders.order_key,
    orders.platform,
    orders.shop_id,
    orders.currency,
    orders.order_status,
    orders.is_counted,
    orders.order_date,
    case
        when methods.is_cash_on_delivery then orders.order_date
        when orders.paid_at is not null then stated.paid_date
        when platforms.has_payment_times and not orders.is_counted then null
        when orders.order_status = 'unpaid' then null
        else orders.order_date
    end as accepted_date,
    orders.gmv_amount,
    orders.placed_amount,
    coalesce(stated.seller_voucher_amount, 0) as placed_seller_voucher_amount
from orders
inner join stated
    on
        orders.platform = stated.platform
        and orders.shop_id = stated.shop_id
        and orders.order_id = stated.order_id
left join methods
    on orders.payment_method = methods.payment_method
inner join platforms
    on
        orders.platform = platforms.platform
        and orders.shop_id = platforms.shop_id
