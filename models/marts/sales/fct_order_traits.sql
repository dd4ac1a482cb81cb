-- What an order is split by on pages: when by the shop's clock, where to, how paid, on what. Its
-- amounts are in the currency of its world.
with orders as (
    select * from {{ ref("int_orders__settled") }}
),

line_totals as (
    select
        order_key,
        sum(gmv_amount) as gmv_amount
    from {{ ref("int_order_items__in_worlds") }}
    group by order_key
),

channels as (
    select *
    from {{ ref("channel_map") }}
    where platform_channel = 'orders'
),

converted as (
    select
        orders.*,
        {{ shop_time("orders.ordered_at", "orders.platform") }} as ordered_at_in_shop,
        coalesce(reporting.reporting_currency, orders.currency) as world_currency,
        {{ exchange_rate("orders") }} as exchange_rate
    from orders
    {{ exchange_rate_joins("orders", "order_date") }}
)

select
    converted.order_key,
    converted.platform,
    converted.shop_id,
    converted.order_id,
    {{ dbt.concat(["converted.shop_id", "' · '", "converted.world_currency"]) }} as world_id,
    channels.channel_id,
    channels.channel_name,
    case
        when converted.customer_id is not null
            then {{ surrogate_key([
                "converted.platform", "converted.shop_id", "converted.customer_id"
            ]) }}
    end as customer_key,
    converted.order_date,
    cast({{ iso_weekday("converted.order_date") }} as {{ dbt.type_string() }})
        as weekday, -- noqa: RF04
    -- Two digits, so that hours sort as text.
    right(
        {{ dbt.concat([
            "'0'", "cast(extract(hour from converted.ordered_at_in_shop) as "
            ~ dbt.type_string() ~ ")"
        ]) }}, 2
    ) as hour, -- noqa: RF04
    places.province_key,
    coalesce(places.province_name, trim(converted.province), 'Not stated') as province,
    coalesce(methods.payment_method, 'Not stated') as payment_method,
    coalesce(devices.device, 'Not stated') as device,
    converted.order_status,
    converted.is_counted,
    converted.is_first_order,
    converted.world_currency as currency,
    {{ money("case when converted.line_count > 0 then line_totals.gmv_amount else 0 end") }}
        as gmv_amount,
    {{ money("converted.seller_voucher_amount * converted.exchange_rate") }}
        as seller_voucher_amount,
    {{ money("converted.refund_amount * converted.exchange_rate") }} as refund_amount,
    {{ money(
        "case when converted.line_count > 0 then line_totals.gmv_amount else 0 end"
        ~ " - " ~ money("converted.seller_voucher_amount * converted.exchange_rate")
        ~ " - " ~ money("converted.refund_amount * converted.exchange_rate")
    ) }} as net_revenue_amount,
    cast(converted.unit_count as bigint) as unit_count
from converted
left join channels
    on converted.platform = channels.platform
left join line_totals
    on converted.order_key = line_totals.order_key
left join {{ ref("int_provinces__spellings") }} as places
    on lower(trim(converted.province)) = places.spelling
left join {{ ref("int_payments__main") }} as methods
    on converted.order_key = methods.order_key
left join {{ ref("int_orders__devices") }} as devices
    on converted.order_key = devices.order_key
