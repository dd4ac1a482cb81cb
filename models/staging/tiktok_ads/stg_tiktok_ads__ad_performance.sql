-- GMV Max has two exports of the same money. The daily overview is what counts as ad spend, as one
-- campaign: it is by day and complete, while the creatives are sums over a window. Those stay in
-- stg_tiktok_ads__gmv_max_creatives and feed no total.
with performance as (
    select * from {{ ref("base_tiktok_ads__performance") }}
),

gmv_max_days as (
    select * from {{ ref("base_tiktok_ads__gmv_max_days") }}
)

select
    'tiktok_ads' as platform,
    shop_id,
    'ads' as platform_channel,
    campaign_name,
    ad_group_name as ad_set_name,
    ad_name,
    cast(null as {{ dbt.type_string() }}) as ad_id,
    day as period_start_date,
    day as period_end_date,
    currency,
    spend as spend_amount,
    impressions as impression_count,
    coalesce(clicks, destination_clicks) as click_count,
    cast(null as bigint) as claimed_order_count,
    {{ money("null") }} as claimed_revenue_amount,
    _file_sha256,
    _row
from performance
union all
select
    'tiktok_ads' as platform,
    shop_id,
    'ads' as platform_channel,
    'GMV Max' as campaign_name,
    cast(null as {{ dbt.type_string() }}) as ad_set_name,
    cast(null as {{ dbt.type_string() }}) as ad_name,
    cast(null as {{ dbt.type_string() }}) as ad_id,
    day as period_start_date,
    day as period_end_date,
    currency,
    spend as spend_amount,
    cast(null as bigint) as impression_count,
    cast(null as bigint) as click_count,
    orders as claimed_order_count,
    revenue as claimed_revenue_amount,
    _file_sha256,
    _row
from gmv_max_days
