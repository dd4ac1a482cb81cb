-- A day has one kind: of several events the one that moves sales most.
with ranked as (
    select
        country_code,
        event_date,
        event_kind,
        event_name,
        row_number() over (
            partition by country_code, event_date
            order by
                case event_kind
                    when 'double_day' then 1
                    when 'sale_day' then 2
                    when 'payday' then 3
                    else 4
                end,
                event_name
        ) as event_rank
    from {{ ref("calendar_events") }}
)

select
    country_code,
    event_date,
    event_kind,
    event_name
from ranked
where event_rank = 1
