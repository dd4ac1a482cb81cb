-- A row tells what a video did within the window of its file. Windows that overlap may not be
-- added, so each stays a period of its own, and only the same window exported again is replaced.
with videos as (
    {{ newest_export(
        source("tiktok_shop", "videos"),
        ["_period_start", "_period_end", "video_id"],
        key=["video_id"]
    ) }}
)

select
    'tiktok_shop' as platform,
    shop_id,
    cast(_period_start as date) as period_start_date,
    cast(_period_end as date) as period_end_date,
    video_id,
    creator_id,
    {{ utc_from_local("cast(posted_date as " ~ dbt.type_timestamp() ~ ")", "tiktok_shop") }}
        as posted_at,
    views as view_count,
    likes as like_count,
    comments as comment_count,
    shares as share_count,
    new_followers as new_follower_count,
    product_impressions as product_impression_count,
    product_clicks as product_click_count,
    -- Thai and English files tell only the orders and pieces of the video itself.
    coalesce(attributed_orders, direct_orders) as order_count,
    coalesce(attributed_units, direct_units) as unit_count,
    buyers as buyer_count,
    currency,
    attributed_gmv as attributed_amount,
    _file_sha256,
    _row
from videos
