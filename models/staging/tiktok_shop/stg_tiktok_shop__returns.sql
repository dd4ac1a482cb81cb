with lines as (
    {{ newest_export(
        source("tiktok_shop", "returns"), ["return_id"], key=["return_id", "sku_id"]
    ) }}
),

renamed as (
    select
        *,
        {{ utc_from_local("requested_at", "tiktok_shop") }} as asked_at,
        {{ utc_from_local("refunded_at", "tiktok_shop") }} as paid_back_at
    from lines
)

select
    'tiktok_shop' as platform,
    shop_id,
    return_id,
    order_id,
    seller_sku as sku,
    cast(returned_quantity as integer) as returned_quantity,
    -- The file states an amount for requests that are open or refused, too.
    case
        when paid_back_at is not null or return_status = 'Completed' then refund_amount
    end as refund_amount,
    currency,
    return_status,
    return_type,
    return_reason,
    asked_at as requested_at,
    paid_back_at as refunded_at,
    {{ business_date("paid_back_at", "tiktok_shop") }} as refund_date,
    _file_sha256,
    _row
from renamed
