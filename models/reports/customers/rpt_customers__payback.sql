-- What the customers won in a month cost and what they have left before marketing since; over all
-- platforms and by platform.
with cohort_months as (
    select
        world_id,
        channel_name,
        cohort_month_date,
        month_age_count,
        cohort_customer_count,
        cohort_contribution_amount
    from {{ ref("fct_cohort_months") }}
    where not is_guests
    union all
    select
        world_id,
        'All platforms' as channel_name,
        cohort_month_date,
        month_age_count,
        sum(cohort_customer_count) as cohort_customer_count,
        sum(cohort_contribution_amount) as cohort_contribution_amount
    from {{ ref("fct_cohort_months") }}
    where not is_guests
    group by world_id, cohort_month_date, month_age_count
),

spend as (
    select
        world_id,
        channel_name,
        month_start_date,
        own_spend_amount + shared_spend_amount as acquisition_spend_amount
    from {{ ref("fct_acquisition_monthly") }}
    union all
    select
        world_id,
        'All platforms' as channel_name,
        month_start_date,
        sum(own_spend_amount + shared_spend_amount) as acquisition_spend_amount
    from {{ ref("fct_acquisition_monthly") }}
    group by world_id, month_start_date
),

so_far as (
    select
        cohort_months.*,
        spend.acquisition_spend_amount,
        sum(cohort_months.cohort_contribution_amount) over (
            partition by
                cohort_months.world_id, cohort_months.channel_name, cohort_months.cohort_month_date
            order by cohort_months.month_age_count
            rows between unbounded preceding and current row
        ) as contribution_so_far_amount
    from cohort_months
    inner join spend
        on
            cohort_months.world_id = spend.world_id
            and cohort_months.channel_name = spend.channel_name
            and cohort_months.cohort_month_date = spend.month_start_date
    where spend.acquisition_spend_amount is not null
),

paid_back as (
    select
        *,
        contribution_so_far_amount >= acquisition_spend_amount as is_paid_back
    from so_far
),

cohorts as (
    select
        world_id,
        channel_name,
        cohort_month_date,
        max(month_age_count) as month_age_count,
        max(cohort_customer_count) as acquired_customer_count,
        max(acquisition_spend_amount) as acquisition_spend_amount,
        sum(cohort_contribution_amount) as cohort_contribution_amount,
        min(case when is_paid_back then month_age_count end) as payback_month_count
    from paid_back
    group by world_id, channel_name, cohort_month_date
)

select
    world_id,
    channel_name,
    cohort_month_date,
    month_age_count,
    cast(acquired_customer_count as bigint) as acquired_customer_count,
    {{ money("acquisition_spend_amount") }} as acquisition_spend_amount,
    {{ money("cohort_contribution_amount") }} as cohort_contribution_amount,
    {{ money(metric("cohort_cac")) }} as cohort_cac_amount,
    {{ money(metric("cohort_ltv")) }} as cohort_ltv_amount,
    {{ shown(metric("cohort_ltv_to_cac")) }} as cohort_ltv_to_cac_ratio,
    payback_month_count
from cohorts
group by
    world_id,
    channel_name,
    cohort_month_date,
    month_age_count,
    acquired_customer_count,
    acquisition_spend_amount,
    cohort_contribution_amount,
    payback_month_count
