{% set facts = [
    "shop_id", "page_path", "views", "active_users", "events", "key_events", "_file_sha256", "_row",
    "_file_modified_at", "_period_start", "_period_end"
] | join(", ") %}

with pages as (
    select
        date as period_start_date,
        date as period_end_date,
        {{ facts }}
    from {{ source("ga4", "pages_daily") }}
    union all
    -- Without its block of comments a report does not say which days it tells of.
    select
        cast(_period_start as date) as period_start_date,
        cast(_period_end as date) as period_end_date,
        {{ facts }}
    from {{ source("ga4", "pages") }}
    where _period_start is not null and _period_end is not null
),

newest as (
    {{ newest_export("pages", ["period_start_date", "period_end_date", "page_path"]) }}
)

select
    'ga4' as platform,
    shop_id,
    period_start_date,
    period_end_date,
    page_path,
    views as page_view_count,
    active_users as visitor_count,
    events as event_count,
    key_events as key_event_count,
    _file_sha256,
    _row
from newest
