-- Who was there within the last 7 and 30 days, for each day. A visitor counts from the day of a
-- visit until the next one, or until the span is over: so two changes per visit and a running total
-- tell it, however long the span. Visits belong to a shop and to no currency: each of its worlds
-- shows them.
with visits as (
    select
        worlds.world_id,
        visitor_days.rfm_segment,
        visitor_days.session_date,
        visitor_days.next_session_date,
        visitor_days.session_count
    from {{ ref("fct_visitor_days") }} as visitor_days
    inner join {{ ref("rpt_executive__worlds") }} as worlds
        on visitor_days.shop_id = worlds.shop_id
),

changes as (
    select
        world_id,
        rfm_segment,
        session_date as activity_date,
        1 as weekly_change,
        1 as monthly_change,
        1 as visitor_days_change,
        session_count
    from visits
    {% for span, column in [(7, "weekly"), (30, "monthly")] %}
        union all
        select
            world_id,
            rfm_segment,
            least(
                cast({{ dbt.dateadd("day", span, "session_date") }} as date),
                coalesce(
                    next_session_date, cast({{ dbt.dateadd("day", span, "session_date") }} as date)
                )
            ) as activity_date,
            {{ -1 if column == "weekly" else 0 }} as weekly_change,
            {{ -1 if column == "monthly" else 0 }} as monthly_change,
            0 as visitor_days_change,
            0 as session_count
        from visits
    {% endfor %}
    union all
    select
        world_id,
        rfm_segment,
        cast({{ dbt.dateadd("day", 30, "session_date") }} as date) as activity_date,
        0 as weekly_change,
        0 as monthly_change,
        -1 as visitor_days_change,
        0 as session_count
    from visits
),

spans as (
    select
        world_id,
        min(session_date) as first_date,
        max(session_date) as last_date
    from visits
    group by world_id
),

segments as (
    select distinct
        world_id,
        rfm_segment
    from visits
),

spine as (
    select
        segments.world_id,
        segments.rfm_segment,
        dates.date_day as activity_date
    from segments
    inner join spans
        on segments.world_id = spans.world_id
    inner join {{ ref("dim_dates") }} as dates
        on
            spans.first_date <= dates.date_day
            and spans.last_date >= dates.date_day
),

daily as (
    select
        spine.world_id,
        spine.rfm_segment,
        spine.activity_date,
        coalesce(sum(changes.weekly_change), 0) as weekly_change,
        coalesce(sum(changes.monthly_change), 0) as monthly_change,
        coalesce(sum(changes.visitor_days_change), 0) as visitor_days_change,
        coalesce(sum(changes.session_count), 0) as session_count
    from spine
    left join changes
        on
            spine.world_id = changes.world_id
            and spine.rfm_segment = changes.rfm_segment
            and spine.activity_date = changes.activity_date
    group by spine.world_id, spine.rfm_segment, spine.activity_date
)

select
    world_id,
    rfm_segment,
    activity_date,
    {% for change, name in [
        ("weekly_change", "weekly_visitor_count"),
        ("monthly_change", "monthly_visitor_count"),
        ("visitor_days_change", "recent_visitor_day_count"),
    ] %}
        cast(sum({{ change }}) over (
            partition by world_id, rfm_segment order by activity_date
            rows between unbounded preceding and current row
        ) as bigint) as {{ name }},
    {% endfor %}
    cast(session_count as bigint) as session_count
from daily
