with events as (
    {{ newest_export(source("sheets", "chat_events"), ["platform", "conversation_id"]) }}
)

select
    platform,
    shop_id,
    conversation_id,
    customer_id as platform_customer_id,
    {{ utc_from_local("event_at", "sheets") }} as event_at,
    cast(event_at as date) as event_date,
    lower(event_type) as event_type,
    lower(actor) as actor,
    sku,
    order_id,
    _file_sha256,
    _row
from events
-- A name masked whole is nobody's.
where conversation_id is not null
