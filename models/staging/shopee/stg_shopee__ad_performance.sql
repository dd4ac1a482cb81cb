-- A file covers the period of its preamble; the same period exported again replaces the older.
with ads as (
    {{ newest_export(
        source("shopee", "ads"),
        ["_period_start", "_period_end", "currency", "ad_name", "coalesce(product_id, '')"]
    ) }}
)

select
    'shopee' as platform,
    shop_id,
    'ads' as platform_channel,
    ad_name as campaign_name,
    ad_type as ad_set_name,
    cast(null as {{ dbt.type_string() }}) as ad_name,
    product_id as ad_id,
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
from ads
-- The detail of Shop GMV Max by product (Shop+GMV+MAX-Detail-Data-….csv) is the spend of its row
-- once more.
where lower(_file) not like '%gmv%max%detail%'
