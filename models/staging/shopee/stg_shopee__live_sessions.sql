with sessions as (
    {{ newest_export(
        source("shopee", "live_sessions"),
        ["started_at", "coalesce(stream_title, '')"],
        key=["started_at", "coalesce(stream_title, '')"]
    ) }}
),

renamed as (
    select
        *,
        {{ utc_from_local("started_at", "shopee") }} as started_at_utc
    from sessions
)

select
    'shopee' as platform,
    shop_id,
    -- Shopee's lists have no id of a session.
    {{ surrogate_key(["started_at", "stream_title"]) }} as live_id,
    account_id as creator_id,
    started_at_utc as started_at,
    {{ business_date("started_at_utc", "shopee") }} as live_date,
    duration as duration_seconds,
    viewers as viewer_count,
    cast(null as bigint) as view_count,
    peak_viewers as peak_viewer_count,
    comments as comment_count,
    cast(null as bigint) as share_count,
    cast(null as bigint) as like_count,
    cast(null as bigint) as new_follower_count,
    cast(null as bigint) as product_impression_count,
    cast(null as bigint) as product_click_count,
    coalesce(confirmed_orders, accepted_orders) as order_count,
    confirmed_units as unit_count,
    cast(null as bigint) as buyer_count,
    currency,
    confirmed_sales as attributed_amount,
    cast(null as {{ money_type() }}) as direct_amount,
    _file_sha256,
    _row
from renamed
