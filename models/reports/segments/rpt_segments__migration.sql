-- From which segment into which, month by month. A first order comes from outside.
select
    world_id,
    channel_name,
    month_end_date as activity_date,
    coalesce(previous_rfm_segment, 'First order') as previous_rfm_segment,
    rfm_segment,
    count(*) as moved_customer_count
from {{ ref("fct_customer_months") }}
group by
    world_id,
    channel_name,
    month_end_date,
    coalesce(previous_rfm_segment, 'First order'),
    rfm_segment
