with worlds as (
    select * from {{ ref("rpt_executive__worlds") }}
),

dates as (
    select * from {{ ref("dim_events") }}
)

select
    worlds.world_id,
    dates.event_date,
    dates.event_kind,
    dates.event_name
from worlds
inner join dates
    on
        worlds.country_code = dates.country_code
        and dates.event_date between worlds.first_date and worlds.last_date
