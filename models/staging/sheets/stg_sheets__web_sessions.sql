with sessions as (
    {{ newest_export(
        source("sheets", "web_sessions"),
        ["platform", "session_id"],
        key=["platform", "session_id"]
    ) }}
)

select
    platform,
    shop_id,
    session_id,
    visitor_id,
    {{ utc_from_local("session_started_at", "sheets") }} as session_started_at,
    cast(session_started_at as date) as session_date,
    source,
    medium,
    campaign as campaign_name,
    landing_page,
    lower(device) as device,
    duration_seconds,
    page_view_count,
    product_view_count,
    add_to_cart_count,
    checkout_count,
    order_id,
    _file_sha256,
    _row
from sessions
