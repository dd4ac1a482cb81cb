with worlds as (
    select * from {{ ref("rpt_sales_operations__worlds") }}
    where last_order_date is not null
),

sales as (
    select
        world_id,
        activity_date,
        sum(gmv_amount) as gmv_amount,
        sum(order_count) as order_count
    from {{ ref("rpt_sales_operations__daily") }}
    group by world_id, activity_date
),

targets as (
    select * from {{ ref("rpt_sales_operations__targets") }}
    where channel_name is null
),

-- Every month from the first sale to the last, with or without sales.
months as (
    select
        worlds.world_id,
        dates.month_start_date,
        count(*) as day_count,
        sum(case when dates.date_day <= worlds.last_order_date then 1 else 0 end)
            as passed_day_count,
        sum(coalesce(sales.gmv_amount, 0)) as gmv_amount,
        sum(coalesce(sales.order_count, 0)) as order_count,
        sum(targets.target_gmv_amount) as target_gmv_amount,
        sum(case when dates.date_day <= worlds.last_order_date then targets.target_gmv_amount end)
            as target_to_date_amount,
        max(case when targets.is_from_sheet then 1 else 0 end) = 1 as is_from_sheet
    from worlds
    inner join {{ ref("dim_dates") }} as dates
        on
            dates.month_start_date
            >= cast({{ dbt.date_trunc("month", "worlds.first_date") }} as date)
            and worlds.last_order_date >= dates.month_start_date
    left join sales
        on worlds.world_id = sales.world_id and dates.date_day = sales.activity_date
    left join targets
        on worlds.world_id = targets.world_id and dates.date_day = targets.activity_date
    group by worlds.world_id, dates.month_start_date
),

compared as (
    select
        *,
        lag(
            case when order_count >= {{ var("smallest_base_order_count") }} then gmv_amount end
        ) over (partition by world_id order by month_start_date) as previous_gmv_amount
    from months
),

judged as (
    select
        *,
        day_count = passed_day_count as is_complete,
        case when day_count = passed_day_count then gmv_amount - previous_gmv_amount end
            as gmv_change_amount,
        {{ share_of("gmv_amount", "day_count", "passed_day_count", 2) }} as projected_gmv_amount
    from compared
)

select
    judged.world_id,
    judged.month_start_date,
    judged.is_complete,
    case when judged.is_from_sheet then 'Targets sheet' else 'Month before' end as target_source,
    cast(judged.passed_day_count as bigint) as passed_day_count,
    cast(judged.day_count as bigint) as day_count,
    {{ money("judged.gmv_amount") }} as gmv_amount,
    cast(judged.order_count as bigint) as order_count,
    {{ money("judged.target_gmv_amount") }} as target_gmv_amount,
    {{ money("judged.target_to_date_amount") }} as target_to_date_amount,
    {{ money("judged.previous_gmv_amount") }} as previous_gmv_amount,
    {{ money("judged.projected_gmv_amount") }} as projected_gmv_amount,
    {{ shown(metric("gmv_growth")) }} as gmv_growth_pct,
    {{ shown(metric("target_attainment")) }} as target_attainment_pct
from judged
group by
    judged.world_id,
    judged.month_start_date,
    judged.is_complete,
    judged.is_from_sheet,
    judged.passed_day_count,
    judged.day_count,
    judged.gmv_amount,
    judged.order_count,
    judged.target_gmv_amount,
    judged.target_to_date_amount,
    judged.previous_gmv_amount,
    judged.projected_gmv_amount
