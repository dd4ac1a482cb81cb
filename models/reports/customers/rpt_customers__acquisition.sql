-- Dated to the month's end, as the customers who join in it are, and in the last month to the
-- shop's last day.
with acquisition as (
    select * from {{ ref("fct_acquisition_monthly") }}
),

month_ends as (
    select distinct
        world_id,
        month_start_date,
        month_end_date
    from {{ ref("fct_customer_months") }}
)

select
    acquisition.world_id,
    acquisition.channel_name,
    coalesce(
        month_ends.month_end_date,
        cast({{ dbt.last_day("acquisition.month_start_date", "month") }} as date)
    ) as activity_date,
    acquisition.acquired_customer_count,
    {{ money("acquisition.own_spend_amount + acquisition.shared_spend_amount") }}
        as acquisition_spend_amount
from acquisition
left join month_ends
    on
        acquisition.world_id = month_ends.world_id
        and acquisition.month_start_date = month_ends.month_start_date
