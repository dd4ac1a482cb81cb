with worlds as (
    select
        world_id,
        last_order_date,
        cast({{ dbt.date_trunc("month", "last_order_date") }} as date) as month_start_date,
        cast({{ dbt.date_trunc("year", "last_order_date") }} as date) as year_start_date
    from {{ ref("rpt_sales_operations__worlds") }}
    where last_order_date is not null
),

spans as (
    select
        world_id,
        'Month' as span,
        last_order_date,
        month_start_date as start_date,
        cast({{ dbt.dateadd("month", 1, "month_start_date") }} as date) as end_date
    from worlds
    union all
    select
        world_id,
        'Year' as span,
        last_order_date,
        year_start_date as start_date,
        cast({{ dbt.dateadd("year", 1, "year_start_date") }} as date) as end_date
    from worlds
),

sales as (
    select
        world_id,
        activity_date,
        sum(gmv_amount) as gmv_amount
    from {{ ref("rpt_sales_operations__daily") }}
    group by world_id, activity_date
),

targets as (
    select * from {{ ref("rpt_sales_operations__targets") }}
    where channel_name is null
),

days as (
    select
        spans.world_id,
        spans.span,
        spans.last_order_date,
        dates.date_day as activity_date,
        targets.target_gmv_amount,
        sum(coalesce(sales.gmv_amount, 0)) over (
            partition by spans.world_id, spans.span
            order by dates.date_day
            rows between unbounded preceding and current row
        ) as gmv_to_date_amount,
        sum(targets.target_gmv_amount) over (
            partition by spans.world_id, spans.span
            order by dates.date_day
            rows between unbounded preceding and current row
        ) as target_to_date_amount
    from spans
    inner join {{ ref("dim_dates") }} as dates
        on spans.start_date <= dates.date_day and spans.end_date > dates.date_day
    left join sales
        on spans.world_id = sales.world_id and dates.date_day = sales.activity_date
    left join targets
        on spans.world_id = targets.world_id and dates.date_day = targets.activity_date
)

select
    world_id,
    span,
    activity_date,
    {{ money("case when activity_date <= last_order_date then gmv_to_date_amount end") }}
        as gmv_to_date_amount,
    {{ money("case when target_gmv_amount is not null then target_to_date_amount end") }}
        as target_to_date_amount
from days
