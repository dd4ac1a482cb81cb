with shops as (
    select * from {{ ref("dim_shops") }}
),

sales as (
    select * from {{ ref("fct_sales_daily") }}
),

ads as (
    select * from {{ ref("fct_ad_performance_daily") }}
),

active_days as (
    select
        {{ world_id("sales") }} as world_id,
        sales.shop_id,
        coalesce(shops.reporting_currency, sales.currency) as currency,
        sales.sale_date as active_date,
        case when sales.order_count > 0 then sales.sale_date end as order_date
    from sales
    inner join shops
        on sales.shop_id = shops.shop_id
    union all
    select
        {{ world_id("ads") }} as world_id,
        ads.shop_id,
        coalesce(shops.reporting_currency, ads.currency) as currency,
        ads.ad_date as active_date,
        cast(null as date) as order_date
    from ads
    inner join shops
        on ads.shop_id = shops.shop_id
)

select
    active_days.world_id,
    active_days.shop_id,
    shops.shop_name,
    shops.country_code,
    active_days.currency,
    min(active_days.active_date) as first_date,
    max(active_days.active_date) as last_date,
    max(active_days.order_date) as last_order_date
from active_days
inner join shops
    on active_days.shop_id = shops.shop_id
group by
    active_days.world_id,
    active_days.shop_id,
    shops.shop_name,
    shops.country_code,
    active_days.currency
