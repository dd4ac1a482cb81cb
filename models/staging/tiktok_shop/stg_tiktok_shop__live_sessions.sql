-- A session has no id. An account can begin two within a minute, when the first breaks off: the
-- duration tells them apart.
with sessions as (
    {{ newest_export(
        source("tiktok_shop", "live_sessions"),
        ["creator_account_id", "started_at"],
        key=["creator_account_id", "started_at", "duration_seconds"]
    ) }}
),

in_utc as (
    select
        *,
        {{ utc_from_local("started_at", "tiktok_shop") }} as started_at_utc
    from sessions
)

select
    'tiktok_shop' as platform,
    shop_id,
    cast(null as {{ dbt.type_string() }}) as live_id,
    creator_id,
    started_at_utc as started_at,
    {{ business_date("started_at_utc", "tiktok_shop") }} as live_date,
    duration_seconds,
    viewers as viewer_count,
    views as view_count,
    cast(null as bigint) as peak_viewer_count,
    comments as comment_count,
    shares as share_count,
    likes as like_count,
    new_followers as new_follower_count,
    product_impressions as product_impression_count,
    product_clicks as product_click_count,
    -- Orders that were made and never paid are left out, as elsewhere. The Thai file tells only
    -- those of the session itself.
    coalesce(paid_orders, direct_orders) as order_count,
    coalesce(attributed_units, direct_units) as unit_count,
    buyers as buyer_count,
    currency,
    -- Direct plus indirect: the three are never added.
    attributed_gmv as attributed_amount,
    direct_gmv as direct_amount,
    _file_sha256,
    _row
from in_utc
