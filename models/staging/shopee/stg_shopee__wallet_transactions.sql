-- Movements have no number. Those of one second are released together, so that overlapping files
-- hold all of them or none.
with wallet as (
    {{ newest_export(source("shopee", "wallet"), ["transacted_at"]) }}
),

renamed as (
    select
        *,
        {{ utc_from_local("transacted_at", "shopee") }} as transacted_at_utc
    from wallet
)

select
    'shopee' as platform,
    shop_id,
    transaction_type,
    description,
    order_id,
    transaction_status as platform_status,
    transacted_at_utc as transacted_at,
    {{ business_date("transacted_at_utc", "shopee") }} as transaction_date,
    currency,
    amount as transaction_amount,
    balance as balance_amount,
    _file_sha256,
    _row
from renamed
