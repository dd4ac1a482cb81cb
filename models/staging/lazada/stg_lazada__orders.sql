with units as (
    select
        *,
        -- An order with units of several fates goes by those that the buyer keeps.
        row_number() over (
            partition by shop_id, order_id
            order by
                case unit_fate
                    when 'kept' then 1 when 'returned' then 2 when 'undelivered' then 3 else 4
                end,
                line_number
        ) as standing,
        max(
            case
                when
                    unit_fate in ('returned', 'undelivered')
                    or lower(order_status) in ('shipped', 'delivered', 'confirmed')
                    then 1
                else 0
            end
        ) over (partition by shop_id, order_id) as left_count,
        max(delivered_at) over (partition by shop_id, order_id) as last_delivered_at,
        max(updated_at) over (partition by shop_id, order_id) as last_updated_at,
        sum(abs(platform_discount)) over (partition by shop_id, order_id) as order_platform_discount
    from {{ ref("base_lazada__order_units") }}
),

renamed as (
    select
        'lazada' as platform,
        shop_id,
        order_id,
        coalesce(buyer_email, buyer_name) as platform_customer_id,
        lower(order_status) as platform_status,
        {{ utc_from_local("created_at", "lazada") }} as ordered_at,
        {{ utc_from_local("last_delivered_at", "lazada") }} as delivered_at,
        -- The file has no time of cancellation: the last change of an order that is cancelled.
        {{ utc_from_local(
            "case when unit_fate in ('cancelled', 'undelivered') then last_updated_at end", "lazada"
        ) }} as cancelled_at,
        {{ utc_from_local("promised_at", "lazada") }} as promised_at,
        left_count = 1 as has_left,
        payment_method,
        country,
        province,
        currency,
        order_platform_discount,
        _file_sha256,
        _row
    from units
    where standing = 1
)

select
    platform,
    shop_id,
    order_id,
    platform_customer_id,
    platform_status,
    ordered_at,
    {{ business_date("ordered_at", "lazada") }} as order_date,
    {{ business_date("coalesce(cancelled_at, delivered_at)", "lazada") }} as closed_date,
    cast(null as timestamp) as paid_at,
    cast(null as timestamp) as shipped_at,
    delivered_at,
    cast(null as timestamp) as completed_at,
    cancelled_at,
    promised_at,
    has_left,
    payment_method,
    country,
    province,
    currency,
    -- The seller's discounts are on the units, and already out of their amounts.
    cast(0 as {{ money_type() }}) as seller_voucher_amount,
    {{ money("order_platform_discount") }} as platform_voucher_amount,
    -- Shipping is charged by unit, and is on the lines.
    cast(null as {{ money_type() }}) as buyer_shipping_amount,
    cast(null as {{ money_type() }}) as fee_amount,
    _file_sha256,
    _row
from renamed
