-- Of a campaign's day or period, the rows of one file are kept, all of them: reports by campaign
-- and by ad group tell of the same spend.
{% set facts = [
    "shop_id", "campaign_name", "ad_group_name", "currency", "cost", "impressions", "clicks",
    "conversions", "conversion_value", "_file_sha256", "_row", "_file_modified_at", "_period_start",
    "_period_end"
] | join(", ") %}

with campaigns as (
    select
        day as period_start_date,
        day as period_end_date,
        {{ facts }}
    from {{ source("google_ads", "campaigns_daily") }}
    union all
    -- "All time", or days without a year: no day can be given what was spent.
    select
        cast(_period_start as date) as period_start_date,
        cast(_period_end as date) as period_end_date,
        {{ facts }}
    from {{ source("google_ads", "campaigns") }}
    where _period_start is not null and _period_end is not null
),

newest as (
    {{ newest_export("campaigns", ["period_start_date", "period_end_date", "campaign_name"]) }}
)

select
    'google_ads' as platform,
    shop_id,
    'google' as platform_channel,
    campaign_name,
    ad_group_name as ad_set_name,
    cast(null as {{ dbt.type_string() }}) as ad_name,
    cast(null as {{ dbt.type_string() }}) as ad_id,
    period_start_date,
    period_end_date,
    currency,
    cost as spend_amount,
    impressions as impression_count,
    clicks as click_count,
    cast(round(conversions) as bigint) as claimed_order_count,
    conversion_value as claimed_revenue_amount,
    _file_sha256,
    _row
from newest
