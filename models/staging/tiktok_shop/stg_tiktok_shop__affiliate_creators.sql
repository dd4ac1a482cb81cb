-- The figures are of the file's whole period, so only files of the same period overlap.
with creators as (
    {{ newest_export(
        source("tiktok_shop", "affiliate_creators"),
        ["creator_id", "_period_start", "_period_end"],
        key=["creator_id"]
    ) }}
)

select
    'tiktok_shop' as platform,
    shop_id,
    cast(_period_start as date) as period_start_date,
    cast(_period_end as date) as period_end_date,
    creator_id,
    live_sessions as live_count,
    videos as video_count,
    samples_shipped as sample_count,
    video_views as video_view_count,
    product_impressions as product_impression_count,
    orders as order_count,
    items_sold as unit_count,
    refunded_items as refunded_unit_count,
    customers as buyer_count,
    currency,
    -- LIVE, video and product card are parts of what is attributed; refunds are still in it.
    attributed_gmv as attributed_amount,
    live_attributed_gmv as live_attributed_amount,
    video_attributed_gmv as video_attributed_amount,
    product_card_gmv as product_card_attributed_amount,
    refunds as refunded_amount,
    estimated_commission as estimated_commission_amount,
    estimated_flat_fee as estimated_flat_fee_amount,
    _file_sha256,
    _row
from creators
