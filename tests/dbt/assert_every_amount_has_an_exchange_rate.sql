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
    union all
    select
        'marketing' as activity,
        platform,
        shop_id,
        currency,
        spend_date as activity_date,
        exchange_rate
    from {{ ref("fct_marketing_spend_daily") }}
    union all
    select
        'contribution' as activity,
        platform,
        shop_id,
        currency,
        contribution_date as activity_date,
        exchange_rate
    from {{ ref("fct_contribution_daily") }}
    union all
    select
        'reconciliation' as activity,
        platform,
        shop_id,
        currency,
        reconciled_date as activity_date,
        exchange_rate
    from {{ ref("fct_reconciliation_daily") }}
    union all
    select
        'first years' as activity,
        platform,
        shop_id,
        currency,
        year_end_date as activity_date,
        exchange_rate
    from {{ ref("fct_customer_first_years_daily") }}
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
