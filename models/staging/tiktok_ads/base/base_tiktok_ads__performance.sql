-- A report of campaigns and one of their ads tell of the same money, so a campaign's day is taken
-- from one file, whole.
with performance as (
    {{ newest_export(source("tiktok_ads", "performance"), ["day", "campaign_name"]) }}
)

select
    shop_id,
    day,
    campaign_name,
    ad_group_name,
    ad_name,
    currency,
    spend,
    impressions,
    clicks,
    destination_clicks,
    _file_sha256,
    _row
from performance
