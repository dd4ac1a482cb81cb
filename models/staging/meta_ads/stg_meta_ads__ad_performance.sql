-- Neither the ad's id nor its placement is part of the unit: an export without these columns and
-- one with them, over the same days, tell of the same spend.
with performance as (
    {{ newest_export(
        source("meta_ads", "performance"),
        ["day", "campaign_name", "ad_set_name", "ad_name"]
    ) }}
)

select
    'meta_ads' as platform,
    shop_id,
    'facebook' as platform_channel,
    campaign_name,
    ad_set_name,
    ad_name,
    ad_id,
    day as period_start_date,
    day as period_end_date,
    currency,
    spend as spend_amount,
    impressions as impression_count,
    clicks as click_count,
    purchases as claimed_order_count,
    -- Blank on messaging campaigns: unknown, not nothing.
    purchase_value as claimed_revenue_amount,
    _file_sha256,
    _row
from performance
