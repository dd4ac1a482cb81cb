-- Sums over the window of a file, of money that the daily overview tells as well: they rank
-- creatives and are added to nothing.
with creatives as (
    {{ newest_export(
        source("tiktok_ads", "gmv_max_creatives"),
        [
            "_period_start", "_period_end", "campaign_id", "product_id", "creative_type",
            "video_id", "creator_id"
        ]
    ) }}
)

select
    'tiktok_ads' as platform,
    shop_id,
    cast(_period_start as date) as period_start_date,
    cast(_period_end as date) as period_end_date,
    campaign_id,
    campaign_name,
    product_id,
    creative_type,
    video_id,
    creator_id,
    status as creative_status,
    authorization_type,
    currency,
    spend as spend_amount,
    impressions as impression_count,
    clicks as click_count,
    orders as claimed_order_count,
    revenue as claimed_revenue_amount,
    _file_sha256,
    _row
from creatives
