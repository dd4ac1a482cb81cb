-- Per world: the page's days are the facts' days at their exchange rates. Converted amounts are
-- rounded once per channel and day, by at most half of the last digit; counts are exact.
with days as (
    select
        world_id,
        count(*) as day_count,
        sum(gmv_amount) as gmv_amount,
        sum(net_revenue_amount) as net_revenue_amount,
        sum(gross_profit_amount) as gross_profit_amount,
        sum(spend_amount) as spend_amount,
        sum(claimed_revenue_amount) as claimed_revenue_amount,
        sum(order_count) as order_count,
        sum(new_customer_count) as new_customer_count,
        sum(click_count) as click_count
    from {{ ref("rpt_executive__daily") }}
    group by world_id
),

sales as (
    select
        {{ world_id("sales") }} as world_id,
        sum(sales.gmv_amount * sales.exchange_rate) as gmv_amount,
        sum(sales.net_revenue_amount * sales.exchange_rate) as net_revenue_amount,
        sum(sales.gross_profit_amount * sales.exchange_rate) as gross_profit_amount,
        sum(sales.order_count) as order_count,
        sum(sales.new_customer_count) as new_customer_count
    from {{ ref("fct_sales_daily") }} as sales
    inner join {{ ref("dim_shops") }} as shops
        on sales.shop_id = shops.shop_id
    group by {{ world_id("sales") }}
),

ads as (
    select
        {{ world_id("ads") }} as world_id,
        sum(ads.spend_amount * ads.exchange_rate) as spend_amount,
        sum(ads.claimed_revenue_amount * ads.exchange_rate) as claimed_revenue_amount,
        sum(ads.click_count) as click_count
    from {{ ref("fct_ad_performance_daily") }} as ads
    inner join {{ ref("dim_shops") }} as shops
        on ads.shop_id = shops.shop_id
    group by {{ world_id("ads") }}
)

select
    days.*,
    sales.gmv_amount as gmv_of_facts,
    sales.net_revenue_amount as net_revenue_of_facts,
    ads.spend_amount as spend_of_facts
from days
full outer join sales
    on days.world_id = sales.world_id
full outer join ads
    on days.world_id = ads.world_id
where
    days.world_id is null
    or abs(coalesce(days.gmv_amount, 0) - coalesce(sales.gmv_amount, 0)) > 0.00005 * days.day_count
    or abs(coalesce(days.net_revenue_amount, 0) - coalesce(sales.net_revenue_amount, 0))
    > 0.00005 * days.day_count
    or abs(coalesce(days.gross_profit_amount, 0) - coalesce(sales.gross_profit_amount, 0))
    > 0.00005 * days.day_count
    or abs(coalesce(days.spend_amount, 0) - coalesce(ads.spend_amount, 0))
    > 0.00005 * days.day_count
    or abs(coalesce(days.claimed_revenue_amount, 0) - coalesce(ads.claimed_revenue_amount, 0))
    > 0.00005 * days.day_count
    or coalesce(days.order_count, 0) <> coalesce(sales.order_count, 0)
    or coalesce(days.new_customer_count, 0) <> coalesce(sales.new_customer_count, 0)
    or coalesce(days.click_count, 0) <> coalesce(ads.click_count, 0)
