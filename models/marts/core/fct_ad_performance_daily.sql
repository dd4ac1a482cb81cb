with ads as (
    select * from {{ ref("int_ads__daily") }}
),

channels as (
    select * from {{ ref("channel_map") }}
)

select
    {{ surrogate_key(["ads.ad_key", "ads.ad_date"]) }} as ad_performance_key,
    ads.platform,
    ads.shop_id,
    channels.channel_id,
    ads.ad_date,
    ads.campaign_name,
    ads.ad_set_name,
    ads.ad_name,
    ads.ad_id,
    ads.is_spread,
    ads.currency,
    {{ exchange_rate("ads") }} as exchange_rate,
    ads.spend_amount,
    ads.impression_count,
    ads.click_count,
    ads.claimed_order_count,
    ads.claimed_revenue_amount,
    -- A ratio's two sides must be of the same ads: some reports tell neither clicks nor views.
    case when ads.click_count is not null then ads.spend_amount end as spend_with_clicks_amount,
    case when ads.impression_count is not null then ads.spend_amount end
        as spend_with_impressions_amount,
    ads._file_sha256 as source_file_sha256,
    ads._row as source_row
from ads
left join channels
    on
        ads.platform = channels.platform
        and ads.platform_channel = channels.platform_channel
{{ exchange_rate_joins("ads", "ad_date") }}
