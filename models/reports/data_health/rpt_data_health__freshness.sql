-- How far each platform's data reach, beside the furthest of its shop: a platform that lags makes
-- every figure of the newest days too low.
with activity as (
    select
        platform,
        shop_id,
        'sales' as activity,
        sale_date as active_date
    from {{ ref("fct_sales_daily") }}
    union all
    select
        platform,
        shop_id,
        'ads' as activity,
        ad_date as active_date
    from {{ ref("fct_ad_performance_daily") }}
    union all
    select
        platform,
        shop_id,
        'reviews' as activity,
        review_date as active_date
    from {{ ref("fct_reviews") }}
    where review_date is not null
    union all
    select
        platform,
        shop_id,
        'leads' as activity,
        contact_date as active_date
    from {{ ref("fct_leads") }}
    union all
    select
        platform,
        shop_id,
        'deals' as activity,
        won_date as active_date
    from {{ ref("fct_deals") }}
),

spans as (
    select
        platform,
        shop_id,
        activity,
        min(active_date) as first_date,
        max(active_date) as last_date
    from activity
    group by
        platform,
        shop_id,
        activity
),

beside_shop as (
    select
        *,
        max(last_date) over (partition by shop_id) as shop_last_date
    from spans
)

select
    platform,
    shop_id,
    activity,
    first_date,
    last_date,
    {{ dbt.datediff("last_date", "shop_last_date", "day") }} as days_behind_shop
from beside_shop
