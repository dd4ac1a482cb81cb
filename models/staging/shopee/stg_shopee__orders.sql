with first_lines as (
    -- Order-level cells are repeated on each line (older files: filled on the first only).
    select *
    from {{ ref("base_shopee__order_lines") }}
    where line_number = 1
),

renamed as (
    select
        'shopee' as platform,
        shop_id,
        order_id,
        buyer_id as platform_customer_id,
        order_status as platform_status,
        {{ utc_from_local("order_created_at", "shopee") }} as ordered_at,
        {{ utc_from_local("paid_at", "shopee") }} as paid_at,
        {{ utc_from_local("shipped_at", "shopee") }} as shipped_at,
        {{ utc_from_local("completed_at", "shopee") }} as completed_at,
        {{ utc_from_local("cancelled_at", "shopee") }} as cancelled_at,
        {{ utc_from_local("promised_ship_at", "shopee") }} as promised_at,
        shipped_at is not null as has_left,
        payment_method,
        country,
        province,
        currency,
        seller_voucher,
        seller_coin_cashback,
        shopee_voucher,
        coins_discount,
        buyer_paid_shipping,
        commission_fee,
        transaction_fee,
        service_fee,
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
    {{ business_date("ordered_at", "shopee") }} as order_date,
    {{ business_date("coalesce(cancelled_at, completed_at)", "shopee") }} as closed_date,
    paid_at,
    shipped_at,
    cast(null as timestamp) as delivered_at,
    completed_at,
    cancelled_at,
    promised_at,
    has_left,
    payment_method,
    country,
    province,
    currency,
    -- Coins cashback that the seller pays for is a seller's voucher by another name.
    {{ money("coalesce(seller_voucher, 0) + coalesce(seller_coin_cashback, 0)") }}
        as seller_voucher_amount,
    {{ money("coalesce(shopee_voucher, 0) + coalesce(coins_discount, 0)") }}
        as platform_voucher_amount,
    buyer_paid_shipping as buyer_shipping_amount,
    -- Estimates at the time of the export; the income file is the authority.
    {{ money("commission_fee + transaction_fee + service_fee") }} as fee_amount,
    _file_sha256,
    _row
from renamed
