with spine as (
    select * from {{ ref("int_dates__spine") }}
),

thai_events as (
    select
        event_date,
        max(case when event_kind = 'payday' then 1 else 0 end) = 1 as is_payday,
        max(case when event_kind = 'double_day' then 1 else 0 end) = 1 as is_double_day,
        max(case when event_kind = 'holiday' then 1 else 0 end) = 1 as is_thai_holiday,
        max(case when event_kind = 'holiday' then event_name end) as thai_holiday_name
    from {{ ref("calendar_events") }}
    where country_code = 'TH'
    group by event_date
)

select
    spine.date_day,
    cast(extract(year from spine.date_day) as integer) as year_number,
    cast(extract(quarter from spine.date_day) as integer) as quarter_number,
    cast(extract(month from spine.date_day) as integer) as month_number,
    cast({{ dbt.date_trunc("month", "spine.date_day") }} as date) as month_start_date,
    cast({{ dbt.date_trunc("quarter", "spine.date_day") }} as date) as quarter_start_date,
    cast({{ dbt.date_trunc("week", "spine.date_day") }} as date) as week_start_date,
    {{ iso_weekday("spine.date_day") }} as weekday_number,
    {{ iso_weekday("spine.date_day") }} >= 6 as is_weekend,
    coalesce(thai_events.is_payday, false) as is_payday,
    coalesce(thai_events.is_double_day, false) as is_double_day,
    coalesce(thai_events.is_thai_holiday, false) as is_thai_holiday,
    thai_events.thai_holiday_name
from spine
left join thai_events
    on spine.date_day = thai_events.event_date
