with lines as (
    select
        *,
        sum(platform_discount) over (partition by shop_id, order_id) as order_platform_discount
    from {{ ref("base_tiktok_shop__order_lines") }}
),

first_lines as (
    select *
    from lines
    where line_number = 1
),

renamed as (
    select
        'tiktok_shop' as platform,
        shop_id,
        order_id,
        buyer_id as platform_customer_id,
        order_status as platform_status,
        {{ utc_from_local("created_at", "tiktok_shop") }} as ordered_at,
        {{ utc_from_local("paid_at", "tiktok_shop") }} as paid_at,
        {{ utc_from_local("shipped_at", "tiktok_shop") }} as shipped_at,
        {{ utc_from_local("delivered_at", "tiktok_shop") }} as delivered_at,
        {{ utc_from_local("cancelled_at", "tiktok_shop") }} as cancelled_at,
        -- A cancelled order with a tracking id was sent and came back.
        (shipped_at is not null or tracking_id is not null) as has_left,
        payment_method,
        country,
        province,
        currency,
        -- TikTok's own part of the price is on the lines; that of paying in a certain way is not.
        order_platform_discount,
        payment_platform_discount,
        shipping_after_discount,
        _file_sha256,
        _row
    from first_lines
)

select
    platform,
    shop_id,
    order_id,
    platform_customer_id,
    platform_status,
    ordered_at,
    {{ business_date("ordered_at", "tiktok_shop") }} as order_date,
    {{ business_date("coalesce(cancelled_at, delivered_at)", "tiktok_shop") }} as closed_date,
    paid_at,
    shipped_at,
    delivered_at,
    cast(null as timestamp) as completed_at,
    cancelled_at,
    cast(null as timestamp) as promised_at,
    has_left,
    payment_method,
    country,
    province,
    currency,
    -- The seller's discounts are on the lines, and already out of their amounts.
    cast(0 as {{ money_type() }}) as seller_voucher_amount,
    {{ money("case
        when coalesce(order_platform_discount, payment_platform_discount) is not null
            then coalesce(order_platform_discount, 0) + coalesce(payment_platform_discount, 0)
    end") }} as platform_voucher_amount,
    shipping_after_discount as buyer_shipping_amount,
    cast(null as {{ money_type() }}) as fee_amount,
    _file_sha256,
    _row
from renamed
