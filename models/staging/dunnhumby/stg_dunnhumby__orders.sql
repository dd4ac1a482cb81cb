with first_lines as (
    select
        *,
        -- The hour alone is told: the shopping began within it.
        {{ dbt.dateadd("hour", "shop_hour", "cast(shop_date as timestamp)") }} as shopped_at
    from {{ ref("base_dunnhumby__lines") }}
    where line_number = 1
),

renamed as (
    select
        *,
        {{ utc_from_local("shopped_at", "dunnhumby") }} as ordered_at
    from first_lines
)

select
    'dunnhumby' as platform,
    shop_id,
    basket_id as order_id,
    -- Null for a guest: the basket had no loyalty card.
    customer_code as platform_customer_id,
    -- The set holds finished purchases alone and has no word for it.
    'purchased' as platform_status,
    ordered_at,
    {{ business_date("ordered_at", "dunnhumby") }} as order_date,
    shop_date as closed_date,
    ordered_at as paid_at,
    cast(null as timestamp) as shipped_at,
    cast(null as timestamp) as delivered_at,
    ordered_at as completed_at,
    cast(null as timestamp) as cancelled_at,
    cast(null as timestamp) as promised_at,
    true as has_left,
    cast(null as {{ dbt.type_string() }}) as payment_method,
    'United Kingdom' as country,
    store_region as province,
    currency,
    cast(null as {{ money_type() }}) as seller_voucher_amount,
    cast(null as {{ money_type() }}) as platform_voucher_amount,
    cast(null as {{ money_type() }}) as buyer_shipping_amount,
    cast(null as {{ money_type() }}) as fee_amount,
    _file_sha256,
    _row
from renamed
