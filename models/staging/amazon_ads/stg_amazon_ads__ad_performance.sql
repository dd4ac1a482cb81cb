-- Reports by search term, by target and by product tell of the same spend: of a campaign's day or
-- range, the rows of one file are kept, all of them.
{% set facts = [
    "shop_id", "campaign_name", "ad_group_name", "asin", "currency", "spend", "impressions",
    "clicks", "orders", "sales", "_file_sha256", "_row", "_file_modified_at", "_period_start",
    "_period_end"
] | join(", ") %}

with performance as (
    select
        date as period_start_date,
        date as period_end_date,
        {{ facts }}
    from {{ source("amazon_ads", "performance") }}
    union all
    select
        start_date as period_start_date,
        end_date as period_end_date,
        {{ facts }}
    from {{ source("amazon_ads", "performance_range") }}
),

newest as (
    {{ newest_export("performance", ["period_start_date", "period_end_date", "campaign_name"]) }}
)

select
    'amazon_ads' as platform,
    shop_id,
    'ads' as platform_channel,
    campaign_name,
    ad_group_name as ad_set_name,
    cast(null as {{ dbt.type_string() }}) as ad_name,
    asin as ad_id,
    period_start_date,
    period_end_date,
    currency,
    spend as spend_amount,
    impressions as impression_count,
    clicks as click_count,
    orders as claimed_order_count,
    sales as claimed_revenue_amount,
    _file_sha256,
    _row
from newest
