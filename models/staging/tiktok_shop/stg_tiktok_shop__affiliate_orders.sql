with lines as (
    {{ newest_export(
        source("tiktok_shop", "affiliate_orders"),
        ["order_id"],
        key=["order_id", "sku_id", "creator_id", "content_id"]
    ) }}
),

renamed as (
    select
        *,
        {{ utc_from_local("created_at", "tiktok_shop") }} as ordered_at,
        {{ utc_from_local("commission_paid_at", "tiktok_shop") }} as commission_settled_at
    from lines
)

select
    'tiktok_shop' as platform,
    shop_id,
    order_id,
    sku_id,
    product_id,
    product_name,
    creator_id,
    content_type,
    content_id,
    commission_model,
    order_status as platform_status,
    case
        when fully_refunded in ('Yes', 'ใช่') then true
        when fully_refunded in ('No', 'ไม่มี') then false
    end as is_fully_refunded,
    ordered_at,
    {{ business_date("ordered_at", "tiktok_shop") }} as order_date,
    {{ utc_from_local("paid_at", "tiktok_shop") }} as paid_at,
    {{ utc_from_local("delivered_at", "tiktok_shop") }} as delivered_at,
    commission_settled_at as commission_paid_at,
    {{ business_date("commission_settled_at", "tiktok_shop") }} as commission_paid_date,
    cast(quantity as integer) as quantity,
    currency,
    payment_amount as paid_amount,
    estimated_commission as estimated_commission_amount,
    estimated_ads_commission as estimated_ads_commission_amount,
    estimated_bonus as estimated_bonus_amount,
    estimated_tax as estimated_tax_amount,
    -- Filled when the commission is final, days later; until then null, not nothing.
    actual_commission as actual_commission_amount,
    actual_ads_commission as actual_ads_commission_amount,
    actual_bonus as actual_bonus_amount,
    actual_tax as actual_tax_amount,
    _file_sha256,
    _row
from renamed
