with ads as (
    {{ newest_export(
        source("daily_marketing", "ads"),
        ["date", "tactic", "state", "campaign"],
        key=["date", "tactic", "state", "campaign"]
    ) }}
)

select
    'daily_marketing' as platform,
    shop_id,
    -- The three channel files are alike; a campaign's name begins with its channel.
    {{ dbt.split_part("campaign", "' - '", 1) }} as platform_channel,
    campaign as campaign_name,
    tactic as ad_set_name,
    state as ad_name,
    cast(null as {{ dbt.type_string() }}) as ad_id,
    date as period_start_date,
    date as period_end_date,
    currency,
    spend as spend_amount,
    impressions as impression_count,
    clicks as click_count,
    cast(null as bigint) as claimed_order_count,
    attributed_revenue as claimed_revenue_amount,
    _file_sha256,
    _row
from ads
