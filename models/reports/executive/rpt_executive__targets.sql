-- Levels add up to nothing by themselves: the days' values and how many days there are, so that the
-- target of a period is their mean.
with worlds as (
    select * from {{ ref("rpt_executive__worlds") }}
),

targets as (
    select * from {{ ref("fct_metric_targets_daily") }}
)

select
    worlds.world_id,
    targets.target_date as activity_date,
    cast(sum(case when targets.metric_name = 'mer' then targets.target_value end) as decimal(12, 4))
        as mer_target_total,
    cast(
        sum(case when targets.metric_name = 'ltv_to_cac' then targets.target_value end)
        as decimal(12, 4)
    ) as ltv_to_cac_target_total,
    cast(sum(case when targets.metric_name = 'mer' then 1 end) as bigint) as target_day_count
from worlds
inner join targets
    on
        worlds.shop_id = targets.shop_id
        and targets.target_date between worlds.first_date and worlds.last_date
group by worlds.world_id, targets.target_date
