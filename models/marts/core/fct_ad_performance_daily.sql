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
    max({{ exchange_rate("ads") }}) as exchange_rate,
    {{ money("sum(ads.spend_amount)") }} as spend_amount,
    cast(sum(ads.impression_count) as bigint) as impression_count,
    cast(sum(ads.click_count) as bigint) as click_count,
    cast(sum(ads.claimed_order_count) as bigint) as claimed_order_count,
    {{ money("sum(ads.claimed_revenue_amount)") }} as claimed_revenue_amount,
    min(ads._file_sha256) as source_file_sha256,
    min(ads._row) as source_row
from ads
left join channels
    on
        ads.platform = channels.platform
        and ads.platform_channel = channels.platform_channel
{{ exchange_rate_joins("ads", "ad_date") }}
group by
    ads.ad_key,
    ads.platform,
    ads.shop_id,
    channels.channel_id,
    ads.ad_date,
    ads.campaign_name,
    ads.ad_set_name,
    ads.ad_name,
    ads.ad_id,
    ads.is_spread,
    ads.currency
