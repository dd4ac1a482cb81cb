-- Who moves out of the segments of one month end is all who were in them, and who moves in is all
-- who are in those of the next.
with customers as (
    select
        world_id,
        channel_name,
        month_start_date,
        month_end_date,
        rfm_segment,
        count(distinct customer_key) as customer_count
    from {{ ref("fct_customer_months") }}
    group by world_id, channel_name, month_start_date, month_end_date, rfm_segment
),

-- The end that the flows of a month come from: the month's end before.
month_pairs as (
    select distinct
        later.world_id,
        later.month_end_date,
        earlier.month_end_date as previous_month_end_date
    from customers as later
    inner join customers as earlier
        on
            later.world_id = earlier.world_id
            and later.month_start_date
            = cast({{ dbt.dateadd("month", 1, "earlier.month_start_date") }} as date)
),

ends as (
    select
        world_id,
        channel_name,
        month_end_date,
        rfm_segment,
        'into' as direction,
        customer_count
    from customers
    union all
    select
        customers.world_id,
        customers.channel_name,
        month_pairs.month_end_date,
        customers.rfm_segment,
        'out of' as direction,
        customers.customer_count
    from customers
    inner join month_pairs
        on
            customers.world_id = month_pairs.world_id
            and customers.month_end_date = month_pairs.previous_month_end_date
),

flows as (
    select
        world_id,
        channel_name,
        activity_date as month_end_date,
        rfm_segment,
        'into' as direction,
        sum(moved_customer_count) as customer_count
    from {{ ref("rpt_segments__migration") }}
    group by world_id, channel_name, activity_date, rfm_segment
    union all
    select
        world_id,
        channel_name,
        activity_date as month_end_date,
        previous_rfm_segment as rfm_segment,
        'out of' as direction,
        sum(moved_customer_count) as customer_count
    from {{ ref("rpt_segments__migration") }}
    where previous_rfm_segment <> 'First order'
    group by world_id, channel_name, activity_date, previous_rfm_segment
)

select
    coalesce(ends.world_id, flows.world_id) as world_id,
    coalesce(ends.month_end_date, flows.month_end_date) as month_end_date,
    coalesce(ends.rfm_segment, flows.rfm_segment) as rfm_segment,
    coalesce(ends.direction, flows.direction) as direction,
    ends.customer_count,
    flows.customer_count as moved_customer_count
from ends
full outer join flows
    on
        ends.world_id = flows.world_id
        and ends.channel_name = flows.channel_name
        and ends.month_end_date = flows.month_end_date
        and ends.rfm_segment = flows.rfm_segment
        and ends.direction = flows.direction
where coalesce(ends.customer_count, 0) <> coalesce(flows.customer_count, 0)
