with lines as (
    {{ newest_export(source("shopee", "returns"), ["order_id", "return_id"]) }}
),

numbered as (
    select
        *,
        -- Vietnamese files tell no id of the request: its moment stands for it.
        row_number() over (
            partition by shop_id, order_id, return_id, requested_at order by _row
        ) as line_number
    from lines
),

renamed as (
    select
        'shopee' as platform,
        shop_id,
        return_id,
        order_id,
        sku,
        cast(returned_quantity as integer) as returned_quantity,
        -- Of the whole request, repeated on each of its lines.
        case when line_number = 1 then refund_amount end as refund_amount,
        currency,
        return_status,
        return_type,
        return_reason,
        {{ utc_from_local("requested_at", "shopee") }} as requested_at,
        {{ utc_from_local("refunded_at", "shopee") }} as refunded_at,
        _file_sha256,
        _row
    from numbered
)

select
    platform,
    shop_id,
    return_id,
    order_id,
    sku,
    returned_quantity,
    refund_amount,
    currency,
    return_status,
    return_type,
    return_reason,
    requested_at,
    refunded_at,
    {{ business_date("refunded_at", "shopee") }} as refund_date,
    _file_sha256,
    _row
from renamed
