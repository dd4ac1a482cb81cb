-- What the customers whose first order was in one month bought in each month since. Guests are a
-- cohort of their own, which has no month: so all cohorts add up to all counted orders.
with customer_cohorts as (
    select
        world_id,
        platform,
        shop_id,
        currency,
        channel_name,
        cast({{ dbt.date_trunc("month", "first_order_date") }} as date) as cohort_month_date,
        month_start_date,
        count(*) as cohort_customer_count,
        sum(case when month_order_count > 0 then 1 else 0 end) as cohort_buyer_count,
        sum(month_order_count) as cohort_order_count,
        sum(month_gmv_amount) as cohort_gmv_amount,
        sum(month_net_revenue_amount) as cohort_net_revenue_amount,
        sum(month_covered_net_revenue_amount) as cohort_covered_net_revenue_amount,
        sum(month_contribution_amount) as cohort_contribution_amount
    from {{ ref("int_customers__months") }}
    group by
        world_id,
        platform,
        shop_id,
        currency,
        channel_name,
        {{ dbt.date_trunc("month", "first_order_date") }},
        month_start_date
),

guests as (
    select
        world_id,
        platform,
        shop_id,
        currency,
        channel_name,
        cast(null as date) as cohort_month_date,
        cast({{ dbt.date_trunc("month", "order_date") }} as date) as month_start_date,
        cast(null as bigint) as cohort_customer_count,
        cast(null as bigint) as cohort_buyer_count,
        count(*) as cohort_order_count,
        sum(gmv_amount) as cohort_gmv_amount,
        sum(net_revenue_amount) as cohort_net_revenue_amount,
        coalesce(sum(covered_net_revenue_amount), 0) as cohort_covered_net_revenue_amount,
        coalesce(sum(contribution_before_marketing_amount), 0) as cohort_contribution_amount
    from {{ ref("int_orders__in_worlds") }}
    where is_counted and customer_key is null
    group by
        world_id,
        platform,
        shop_id,
        currency,
        channel_name,
        {{ dbt.date_trunc("month", "order_date") }}
),

cohorts as (
    select * from customer_cohorts
    union all
    select * from guests
)

select
    {{ surrogate_key(["world_id", "channel_name", "cohort_month_date", "month_start_date"]) }}
        as cohort_month_key,
    world_id,
    platform,
    shop_id,
    currency,
    channel_name,
    cohort_month_date,
    cohort_month_date is null as is_guests,
    month_start_date,
    cast({{ dbt.datediff("cohort_month_date", "month_start_date", "month") }} as bigint)
        as month_age_count,
    cast(cohort_customer_count as bigint) as cohort_customer_count,
    cast(cohort_buyer_count as bigint) as cohort_buyer_count,
    cast(cohort_order_count as bigint) as cohort_order_count,
    {{ money("cohort_gmv_amount") }} as cohort_gmv_amount,
    {{ money("cohort_net_revenue_amount") }} as cohort_net_revenue_amount,
    {{ money("cohort_covered_net_revenue_amount") }} as cohort_covered_net_revenue_amount,
    {{ money("cohort_contribution_amount") }} as cohort_contribution_amount
from cohorts
