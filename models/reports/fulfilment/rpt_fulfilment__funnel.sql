-- The steps of seller acquisition, one below the other, for a funnel.
select
    world_id,
    lead_origin,
    activity_date,
    'Leads' as step,
    lead_count as step_lead_count
from {{ ref("rpt_fulfilment__leads") }}
union all
select
    world_id,
    lead_origin,
    activity_date,
    'Sellers won' as step,
    won_lead_count as step_lead_count
from {{ ref("rpt_fulfilment__leads") }}
