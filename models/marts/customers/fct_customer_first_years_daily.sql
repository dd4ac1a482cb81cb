-- What customers brought in the 365 days from their first order, dated to the day on which that
-- year was over, so that a period holds only customers whose year is whole. In the currency of the
-- first order; an order in another one is left out.
with orders as (
    select *
    from {{ ref("int_orders__fees") }}
    where is_counted and customer_id is not null
),

last_days as (
    select
        shop_id,
        max(order_date) as last_date
    from orders
    group by shop_id
),

first_years as (
    select
        orders.platform,
        orders.shop_id,
        orders.customer_id,
        orders.currency,
        orders.order_date as first_date,
        cast({{ dbt.dateadd("day", 364, "orders.order_date") }} as date) as year_end_date
    from orders
    where orders.is_first_order
),

brought as (
    select
        first_years.platform,
        first_years.shop_id,
        first_years.currency,
        first_years.year_end_date,
        orders.is_first_order,
        orders.net_revenue_amount,
        orders.covered_net_revenue_amount,
        orders.contribution_before_marketing_amount
    from first_years
    inner join last_days
        on
            first_years.shop_id = last_days.shop_id
            and first_years.year_end_date <= last_days.last_date
    inner join orders
        on
            first_years.platform = orders.platform
            and first_years.shop_id = orders.shop_id
            and first_years.customer_id = orders.customer_id
            and first_years.currency = orders.currency
            and orders.order_date between first_years.first_date and first_years.year_end_date
),

per_day as (
    select
        platform,
        shop_id,
        currency,
        year_end_date,
        sum(case when is_first_order then 1 else 0 end) as first_year_customer_count,
        count(*) as first_year_order_count,
        sum(net_revenue_amount) as first_year_net_revenue_amount,
        sum(covered_net_revenue_amount) as first_year_covered_net_revenue_amount,
        sum(contribution_before_marketing_amount) as first_year_contribution_amount
    from brought
    group by platform, shop_id, currency, year_end_date
),

channels as (
    select *
    from {{ ref("channel_map") }}
    where platform_channel = 'orders'
)

select
    {{ surrogate_key([
        "per_day.platform", "per_day.shop_id", "per_day.currency", "per_day.year_end_date"
    ]) }} as customer_first_years_daily_key,
    per_day.platform,
    per_day.shop_id,
    channels.channel_id,
    per_day.currency,
    {{ exchange_rate("per_day") }} as exchange_rate,
    per_day.year_end_date,
    cast(per_day.first_year_customer_count as bigint) as first_year_customer_count,
    cast(per_day.first_year_order_count as bigint) as first_year_order_count,
    {{ money("per_day.first_year_net_revenue_amount") }} as first_year_net_revenue_amount,
    {{ money("per_day.first_year_covered_net_revenue_amount") }}
        as first_year_covered_net_revenue_amount,
    {{ money("per_day.first_year_contribution_amount") }} as first_year_contribution_amount
from per_day
left join channels
    on per_day.platform = channels.platform
{{ exchange_rate_joins("per_day", "year_end_date") }}
