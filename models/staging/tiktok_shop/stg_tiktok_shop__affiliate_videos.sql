-- The affiliate centre counts differently and lists partly the same videos, so this is no part of
-- the seller's list. Estimates settle within a few days: the newest file of a window holds.
with videos as (
    {{ newest_export(
        source("tiktok_shop", "affiliate_videos"),
        ["_period_start", "_period_end", "video_key"],
        key=["video_key"]
    ) }}
)

select
    'tiktok_shop' as platform,
    shop_id,
    cast(_period_start as date) as period_start_date,
    cast(_period_end as date) as period_end_date,
    video_key as video_id,
    creator_id,
    posted_date,
    impressions as impression_count,
    likes as like_count,
    comments as comment_count,
    orders as order_count,
    units as unit_count,
    refunded_units as refunded_unit_count,
    currency,
    gmv as affiliate_amount,
    video_gmv as video_amount,
    refunded_gmv as refunded_amount,
    estimated_commission as estimated_commission_amount,
    estimated_flat_fee as estimated_flat_fee_amount,
    _file_sha256,
    _row
from videos
