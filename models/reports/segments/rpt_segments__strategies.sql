-- What to do with whom, for each world that has customers.
select distinct
    customers.world_id,
    segments.rfm_segment,
    segments.segment_rank,
    segments.meaning,
    segments.strategy
from {{ ref("fct_customer_months") }} as customers
inner join {{ ref("dim_rfm_segments") }} as segments
    on customers.rfm_segment = segments.rfm_segment
where customers.is_latest
