-- In a shop with a rate sheet: the currency and the first and last day of the amounts that no rate
-- covers. Add the rate to the sheet; an amount without one is in no total of its world.
with amounts as (
    select
        'sales' as activity,
        platform,
        shop_id,
        currency,
        sale_date as activity_date,
        exchange_rate
    from {{ ref("fct_sales_daily") }}
    union all
    select
        'ads' as activity,
        platform,
        shop_id,
        currency,
        ad_date as activity_date,
        exchange_rate
    from {{ ref("fct_ad_performance_daily") }}
)

select
    activity,
    platform,
    shop_id,
    currency,
    min(activity_date) as first_date,
    max(activity_date) as last_date,
    count(*) as row_count
from amounts
where exchange_rate is null
group by activity, platform, shop_id, currency
