-- What an order is split by on pages: when by the shop's clock, where to, how paid, on what. Its
-- amounts are in the currency of its world.
with orders as (
    select
        *,
        {{ shop_time("ordered_at", "platform") }} as ordered_at_in_shop
    from {{ ref("int_orders__in_worlds") }}
)

select
    orders.order_key,
    orders.platform,
    orders.shop_id,
    orders.order_id,
    orders.world_id,
    orders.channel_id,
    orders.channel_name,
    orders.customer_key,
    orders.order_date,
    cast({{ iso_weekday("orders.order_date") }} as {{ dbt.type_string() }})
        as weekday, -- noqa: RF04
    -- Two digits, so that hours sort as text.
    right(
        {{ dbt.concat([
            "'0'", "cast(extract(hour from orders.ordered_at_in_shop) as "
            ~ dbt.type_string() ~ ")"
        ]) }}, 2
    ) as hour, -- noqa: RF04
    places.province_key,
    coalesce(places.province_name, trim(orders.province), 'Not stated') as province,
    coalesce(methods.payment_method, 'Not stated') as payment_method,
    coalesce(devices.device, 'Not stated') as device,
    orders.order_status,
    orders.is_counted,
    orders.is_first_order,
    orders.currency,
    orders.gmv_amount,
    orders.seller_voucher_amount,
    orders.refund_amount,
    orders.net_revenue_amount,
    orders.unit_count
from orders
left join {{ ref("int_provinces__spellings") }} as places
    on lower(trim(orders.province)) = places.spelling
left join {{ ref("int_payments__main") }} as methods
    on orders.order_key = methods.order_key
left join {{ ref("int_orders__devices") }} as devices
    on orders.order_key = devices.order_key
