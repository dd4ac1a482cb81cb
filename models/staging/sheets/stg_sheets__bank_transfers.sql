with transfers as (
    {{ newest_export(source("sheets", "bank_transfers"), ["slip_id"], key=["slip_id"]) }}
)

select
    platform,
    shop_id,
    slip_id,
    order_id,
    customer_id as platform_customer_id,
    {{ utc_from_local("transferred_at", "sheets") }} as transferred_at,
    cast(transferred_at as date) as transferred_date,
    transfer_amount,
    currency_code as currency,
    bank,
    is_verified,
    _file_sha256,
    _row
from transfers
