with order_rows as (
    select
        *,
        sum(line_amount) over (partition by shop_id, order_id) as order_line_amount
    from {{ ref("base_shopify__order_rows") }}
),

renamed as (
    select
        'shopify' as platform,
        shop_id,
        order_id,
        buyer_email as platform_customer_id,
        -- Paying and sending are two statuses; a cancelled order keeps both.
        case
            when cancelled_at_stated is not null then 'cancelled'
            else
                {{ dbt.concat([
                    "financial_status", "', '", "coalesce(fulfillment_status, 'unfulfilled')"
                ]) }}
        end as platform_status,
        {{ utc_from_offset("created_at_stated") }} as ordered_at,
        {{ utc_from_offset("paid_at_stated") }} as paid_at,
        {{ utc_from_offset("fulfilled_at_stated") }} as shipped_at,
        {{ utc_from_offset("cancelled_at_stated") }} as cancelled_at,
        coalesce(
            fulfilled_at_stated is not null or fulfillment_status in ('fulfilled', 'partial'), false
        ) as has_left,
        payment_method,
        country,
        coalesce(province, province_code) as province,
        currency,
        order_line_amount,
        subtotal,
        shipping,
        _file_sha256,
        _row
    from order_rows
    -- The cells of the order stand on its first row.
    where order_row = 1
)

select
    platform,
    shop_id,
    order_id,
    platform_customer_id,
    platform_status,
    ordered_at,
    {{ business_date("ordered_at", "shopify") }} as order_date,
    {{ business_date("coalesce(cancelled_at, shipped_at)", "shopify") }} as closed_date,
    paid_at,
    shipped_at,
    cast(null as timestamp) as delivered_at,
    cast(null as timestamp) as completed_at,
    cancelled_at,
    cast(null as timestamp) as promised_at,
    has_left,
    payment_method,
    country,
    province,
    currency,
    -- What came off the order besides its lines' own discounts. Not the stated discount, which may
    -- hold theirs as well, or that of the shipping.
    case
        when order_line_amount > subtotal then {{ money("order_line_amount - subtotal") }}
        else cast(0 as {{ money_type() }})
    end as seller_voucher_amount,
    cast(null as {{ money_type() }}) as platform_voucher_amount,
    shipping as buyer_shipping_amount,
    cast(null as {{ money_type() }}) as fee_amount,
    _file_sha256,
    _row
from renamed
