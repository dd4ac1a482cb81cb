with orders as (
    {{ newest_export(source("olist", "orders"), ["order_id"], key=["order_id"]) }}
),

renamed as (
    select
        'olist' as platform,
        shop_id,
        order_id,
        customer_id as platform_customer_id,
        order_status as platform_status,
        {{ utc_from_local("order_purchase_timestamp", "olist") }} as ordered_at,
        {{ utc_from_local("order_approved_at", "olist") }} as paid_at,
        {{ utc_from_local("order_delivered_carrier_date", "olist") }} as shipped_at,
        {{ utc_from_local("order_delivered_customer_date", "olist") }} as delivered_at,
        {{ utc_from_local("order_estimated_delivery_date", "olist") }} as promised_at,
        order_delivered_carrier_date is not null as has_left,
        _file_sha256,
        _row
    from orders
)

select
    platform,
    shop_id,
    order_id,
    platform_customer_id,
    platform_status,
    ordered_at,
    {{ business_date("ordered_at", "olist") }} as order_date,
    {{ business_date("delivered_at", "olist") }} as closed_date,
    paid_at,
    shipped_at,
    delivered_at,
    cast(null as timestamp) as completed_at,
    cast(null as timestamp) as cancelled_at,
    promised_at,
    has_left,
    -- A method for each part of the payment stands in the payments, not on the order.
    cast(null as {{ dbt.type_string() }}) as payment_method,
    cast(null as {{ dbt.type_string() }}) as country,
    cast(null as {{ dbt.type_string() }}) as province,
    'BRL' as currency,
    cast(null as {{ money_type() }}) as seller_voucher_amount,
    cast(null as {{ money_type() }}) as platform_voucher_amount,
    cast(null as {{ money_type() }}) as buyer_shipping_amount,
    cast(null as {{ money_type() }}) as fee_amount,
    _file_sha256,
    _row
from renamed
