-- Levels that any period may be held against. The seller's line before the default; an amount or a
-- count is a target of its own period alone, which Sales & Operations follows.
with worlds as (
    select * from {{ ref("rpt_executive__worlds") }}
),

targets as (
    select *
    from {{ ref("dim_metric_targets") }}
    where channel_id is null and currency is null
),

defaults as (
    select * from targets where is_default
)

select
    worlds.world_id,
    defaults.metric_name,
    targets.target_start_date,
    targets.target_end_date,
    targets.is_default,
    targets.target_value
from worlds
cross join defaults
inner join targets
    on
        defaults.metric_name = targets.metric_name
        and (targets.shop_id = worlds.shop_id or targets.is_default)
