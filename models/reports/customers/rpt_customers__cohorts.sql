-- Cohorts of the last months, month by month, with what they had brought until then.
with cohorts as (
    select
        *,
        sum(cohort_net_revenue_amount) over (
            partition by world_id, channel_name, cohort_month_date order by month_start_date
            rows between unbounded preceding and current row
        ) as cohort_net_revenue_so_far_amount
    from {{ ref("fct_cohort_months") }}
    where not is_guests
)

select
    world_id,
    channel_name,
    cohort_month_date,
    month_age_count,
    cohort_customer_count,
    cohort_buyer_count,
    cohort_order_count,
    cohort_net_revenue_amount,
    {{ money("cohort_net_revenue_so_far_amount") }} as cohort_net_revenue_so_far_amount
from cohorts
