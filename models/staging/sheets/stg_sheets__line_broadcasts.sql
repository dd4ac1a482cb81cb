with broadcasts as (
    {{ newest_export(source("sheets", "line_broadcasts"), ["broadcast_id"], key=["broadcast_id"]) }}
)

select
    'line' as platform,
    shop_id,
    broadcast_id,
    {{ utc_from_local("sent_at", "sheets") }} as sent_at,
    cast(sent_at as date) as sent_date,
    audience,
    campaign_id,
    recipient_count,
    opened_count,
    clicked_count,
    blocked_count,
    broadcast_cost as broadcast_cost_amount,
    currency_code as currency,
    _file_sha256,
    _row
from broadcasts
