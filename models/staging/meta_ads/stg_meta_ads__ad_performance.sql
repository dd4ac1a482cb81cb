-- Of a campaign's day or range, the rows of one file are kept, all of them: exports by campaign, by
-- ad and by placement, or from before and after an ad was renamed, tell of the same spend.
{% set facts = [
    "shop_id", "campaign_name", "ad_set_name", "ad_name", "ad_id", "currency", "spend",
    "impressions", "clicks", "purchases", "purchase_value", "shared_item_purchases",
    "shared_item_purchase_value", "_file_sha256", "_row", "_file_modified_at", "_period_start",
    "_period_end"
] | join(", ") %}

with performance as (
    select
        day as period_start_date,
        day as period_end_date,
        {{ facts }}
    from {{ source("meta_ads", "performance") }}
    union all
    select
        reporting_starts as period_start_date,
        reporting_ends as period_end_date,
        {{ facts }}
    from {{ source("meta_ads", "performance_range") }}
),

newest as (
    {{ newest_export("performance", ["period_start_date", "period_end_date", "campaign_name"]) }}
)

select
    'meta_ads' as platform,
    shop_id,
    'facebook' as platform_channel,
    campaign_name,
    ad_set_name,
    ad_name,
    ad_id,
    period_start_date,
    period_end_date,
    currency,
    spend as spend_amount,
    impressions as impression_count,
    clicks as click_count,
    -- Collaborative ads tell purchases of the marketplace's items in place of the account's own.
    case
        when purchases is null and purchase_value is null then shared_item_purchases
        else purchases
    end as claimed_order_count,
    -- Blank on messaging campaigns: unknown, not nothing.
    case
        when purchases is null and purchase_value is null then shared_item_purchase_value
        else purchase_value
    end as claimed_revenue_amount,
    _file_sha256,
    _row
from newest
