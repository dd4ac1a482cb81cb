with lines as (
    select
        *,
        sum(coalesce(item_promotion_discount, 0)) over (partition by shop_id, order_id)
            as order_promotion_discount,
        sum(shipping_price - coalesce(ship_promotion_discount, 0))
            over (partition by shop_id, order_id) as order_shipping_price
    from {{ ref("base_amazon__order_lines") }}
),

renamed as (
    select
        *,
        lower(order_status) as platform_status,
        -- The file tells of the last change alone: of these that is their end.
        case
            when
                lower(order_status) in (
                    'cancelled', 'shipped - returning to seller', 'shipped - returned to seller',
                    'shipped - rejected by buyer', 'shipped - lost in transit', 'shipped - damaged'
                )
                then updated_at
        end as cancelled_at
    from lines
    where line_number = 1
)

select
    'amazon' as platform,
    shop_id,
    order_id,
    cast(null as {{ dbt.type_string() }}) as platform_customer_id,
    platform_status,
    purchased_at as ordered_at,
    {{ business_date("purchased_at", "amazon") }} as order_date,
    {{ business_date("cancelled_at", "amazon") }} as closed_date,
    cast(null as timestamp) as paid_at,
    cast(null as timestamp) as shipped_at,
    cast(null as timestamp) as delivered_at,
    cast(null as timestamp) as completed_at,
    cancelled_at,
    cast(null as timestamp) as promised_at,
    platform_status like 'shipp%' as has_left,
    cast(null as {{ dbt.type_string() }}) as payment_method,
    country,
    province,
    order_currency as currency,
    {{ money("order_promotion_discount") }} as seller_voucher_amount,
    cast(null as {{ money_type() }}) as platform_voucher_amount,
    {{ money("order_shipping_price") }} as buyer_shipping_amount,
    cast(null as {{ money_type() }}) as fee_amount,
    _file_sha256,
    _row
from renamed
