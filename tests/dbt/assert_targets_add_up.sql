-- The days of a target on the seller's sheet add up to it, where no other range shares them; and a
-- month's days to the month.
with ranges as (
    select
        {{ world_id("targets") }} as world_id,
        channels.channel_name,
        targets.target_start_date,
        targets.target_end_date,
        targets.target_amount
    from {{ ref("dim_sales_targets") }} as targets
    inner join {{ ref("dim_shops") }} as shops
        on targets.shop_id = shops.shop_id
    left join {{ ref("dim_channels") }} as channels
        on targets.channel_id = channels.channel_id
    where targets.metric_name = 'gmv'
),

-- Ranges that overlap another of the same channel share their days with it.
alone as (
    select first_range.*
    from ranges as first_range
    left join ranges as second_range
        on
            first_range.world_id = second_range.world_id
            and coalesce(first_range.channel_name, '') = coalesce(second_range.channel_name, '')
            and first_range.target_start_date <= second_range.target_end_date
            and first_range.target_end_date >= second_range.target_start_date
            and (
                first_range.target_start_date <> second_range.target_start_date
                or first_range.target_end_date <> second_range.target_end_date
            )
    where second_range.world_id is null
),

sums as (
    select
        alone.world_id,
        alone.channel_name,
        alone.target_start_date,
        alone.target_end_date,
        alone.target_amount,
        count(*) as day_count,
        sum(target_days.target_gmv_amount) as sum_of_days
    from alone
    inner join {{ ref("rpt_sales_operations__targets") }} as target_days
        on
            alone.world_id = target_days.world_id
            and alone.channel_name is not distinct from target_days.channel_name
            and target_days.activity_date between alone.target_start_date and alone.target_end_date
    group by
        alone.world_id,
        alone.channel_name,
        alone.target_start_date,
        alone.target_end_date,
        alone.target_amount
)

select
    world_id,
    channel_name,
    target_start_date,
    target_amount,
    sum_of_days
from sums
where
    day_count = {{ dbt.datediff("target_start_date", "target_end_date", "day") }} + 1
    and target_amount <> sum_of_days
union all
select
    months.world_id,
    cast(null as {{ dbt.type_string() }}) as channel_name,
    months.month_start_date as target_start_date,
    months.target_gmv_amount as target_amount,
    sum(target_days.target_gmv_amount) as sum_of_days
from {{ ref("rpt_sales_operations__months") }} as months
inner join {{ ref("dim_dates") }} as dates
    on months.month_start_date = dates.month_start_date
left join {{ ref("rpt_sales_operations__targets") }} as target_days
    on
        months.world_id = target_days.world_id
        and dates.date_day = target_days.activity_date
        and target_days.channel_name is null
group by months.world_id, months.month_start_date, months.target_gmv_amount
having months.target_gmv_amount is distinct from sum(target_days.target_gmv_amount)
