-- At each month's end every customer who has ever bought has one segment and one status, and who is
-- active now was so before, has joined or has come back, less who left. Who leaves was at risk.
with buyers as (
    select
        world_id,
        customer_key,
        min(order_date) as first_order_date
    from {{ ref("fct_order_traits") }}
    where is_counted and customer_key is not null
    group by world_id, customer_key
),

month_ends as (
    select distinct
        world_id,
        month_end_date
    from {{ ref("fct_customer_months") }}
),

wanted as (
    select
        month_ends.world_id,
        month_ends.month_end_date,
        count(*) as customer_count
    from month_ends
    inner join buyers
        on
            month_ends.world_id = buyers.world_id
            and month_ends.month_end_date >= buyers.first_order_date
    group by month_ends.world_id, month_ends.month_end_date
),

states as (
    select
        world_id,
        activity_date,
        sum(known_customer_count) as known_customer_count,
        sum(active_customer_count) as active_customer_count,
        sum(active_customer_count + churned_customer_count + long_gone_customer_count)
            as status_customer_count,
        sum(active_before_count + joined_customer_count + reactivated_customer_count)
        - sum(left_customer_count) as followed_customer_count,
        sum(left_customer_count) as left_customer_count,
        sum(at_risk_count) as at_risk_count
    from {{ ref("rpt_customers__states") }}
    group by world_id, activity_date
)

select
    wanted.world_id,
    wanted.month_end_date,
    wanted.customer_count,
    states.known_customer_count,
    states.status_customer_count,
    states.active_customer_count,
    states.followed_customer_count
from wanted
full outer join states
    on
        wanted.world_id = states.world_id
        and wanted.month_end_date = states.activity_date
where
    coalesce(wanted.customer_count, 0) <> coalesce(states.known_customer_count, 0)
    or states.known_customer_count <> states.status_customer_count
    or states.active_customer_count <> states.followed_customer_count
    or states.left_customer_count > states.at_risk_count
