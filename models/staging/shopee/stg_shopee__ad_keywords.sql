-- The other report calls itself that of all CPC ads: the spend of these rows is never added to it.
with keywords as (
    {{ newest_export(
        source("shopee", "ads_keywords"),
        [
            "_period_start",
            "_period_end",
            "currency",
            "ad_name",
            "coalesce(product_id, '')",
            "coalesce(keyword, '')",
            "coalesce(match_type, '')",
        ]
    ) }}
)

select
    'shopee' as platform,
    shop_id,
    ad_name as campaign_name,
    product_id as ad_id,
    keyword,
    match_type,
    cast(_period_start as date) as period_start_date,
    cast(_period_end as date) as period_end_date,
    currency,
    spend as spend_amount,
    impressions as impression_count,
    clicks as click_count,
    orders as claimed_order_count,
    sales as claimed_revenue_amount,
    _file_sha256,
    _row
from keywords
