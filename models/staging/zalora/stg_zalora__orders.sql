with units as (
    select
        *,
        -- An order with units of several fates goes by those that the buyer keeps.
        row_number() over (
            partition by shop_id, order_id
            order by
                case unit_fate when 'kept' then 1 when 'returned' then 2 else 3 end, line_number
        ) as standing,
        max(
            case
                when lower(order_status) in ('shipped', 'delivered', 'returned') then 1 else 0
            end
        ) over (partition by shop_id, order_id) as left_count,
        sum(shipping_fee) over (partition by shop_id, order_id) as order_shipping_fee
    from {{ ref("base_zalora__order_units") }}
),

renamed as (
    select
        *,
        {{ utc_from_local("created_at", "zalora") }} as ordered_at,
        {{ utc_from_local(
            "case when lower(order_status) = 'delivered' then updated_at end", "zalora"
        ) }} as delivered_at,
        {{ utc_from_local("case when unit_fate = 'cancelled' then updated_at end", "zalora") }}
            as cancelled_at
    from units
    where standing = 1
)

select
    'zalora' as platform,
    shop_id,
    order_id,
    cast(null as {{ dbt.type_string() }}) as platform_customer_id,
    lower(order_status) as platform_status,
    ordered_at,
    {{ business_date("ordered_at", "zalora") }} as order_date,
    {{ business_date("coalesce(cancelled_at, delivered_at)", "zalora") }} as closed_date,
    cast(null as timestamp) as paid_at,
    cast(null as timestamp) as shipped_at,
    delivered_at,
    cast(null as timestamp) as completed_at,
    cancelled_at,
    cast(null as timestamp) as promised_at,
    left_count = 1 as has_left,
    cast(null as {{ dbt.type_string() }}) as payment_method,
    cast(null as {{ dbt.type_string() }}) as country,
    cast(null as {{ dbt.type_string() }}) as province,
    currency,
    -- The file does not say who pays for a voucher.
    cast(0 as {{ money_type() }}) as seller_voucher_amount,
    cast(null as {{ money_type() }}) as platform_voucher_amount,
    {{ money("order_shipping_fee") }} as buyer_shipping_amount,
    cast(null as {{ money_type() }}) as fee_amount,
    _file_sha256,
    _row
from renamed
