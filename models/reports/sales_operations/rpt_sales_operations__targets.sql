with orders as (
    select * from {{ ref("fct_order_traits") }}
    where is_counted
),

sheet as (
    select
        {{ world_id("targets") }} as world_id,
        channels.channel_name,
        targets.channel_id,
        targets.target_start_date,
        targets.target_end_date,
        targets.target_amount
    from {{ ref("dim_sales_targets") }} as targets
    inner join {{ ref("dim_shops") }} as shops
        on targets.shop_id = shops.shop_id
    left join {{ ref("dim_channels") }} as channels
        on targets.channel_id = channels.channel_id
    where
        targets.metric_name = 'gmv'
        and targets.currency = coalesce(shops.reporting_currency, targets.currency)
),

-- Every day of the sheet's ranges with its even part of the target.
sheet_days as (
    select
        sheet.world_id,
        sheet.channel_name,
        sheet.channel_id,
        dates.date_day,
        {{ equal_part_of(
            "sheet.target_amount",
            "(" ~ dbt.datediff("sheet.target_start_date", "dates.date_day", "day") ~ " + 1)",
            "(" ~ dbt.datediff("sheet.target_start_date", "sheet.target_end_date", "day") ~ " + 1)",
            2,
            money_type()
        ) }} as target_amount,
        -- Of a month's and a quarter's target the month's speaks for the day.
        row_number() over (
            partition by sheet.world_id, sheet.channel_id, dates.date_day
            order by
                {{ dbt.datediff(
                    "sheet.target_start_date", "sheet.target_end_date", "day"
                ) }} asc,
                sheet.target_start_date desc
        ) as range_rank
    from sheet
    inner join {{ ref("dim_dates") }} as dates
        on dates.date_day between sheet.target_start_date and sheet.target_end_date
),

sold_months as (
    select
        orders.world_id,
        orders.channel_name,
        dates.month_start_date,
        sum(orders.gmv_amount) as gmv_amount,
        -- A handful of orders is no base: see the var.
        sum(count(*)) over (partition by orders.world_id, dates.month_start_date)
        >= {{ var("smallest_base_order_count") }} as is_base
    from orders
    inner join {{ ref("dim_dates") }} as dates
        on orders.order_date = dates.date_day
    group by orders.world_id, orders.channel_name, dates.month_start_date
),

spans as (
    select
        world_id,
        min(order_date) as first_date,
        max(order_date) as last_date
    from orders
    group by world_id
),

months as (
    select
        spans.world_id,
        dates.month_start_date,
        count(*) as day_count
    from spans
    inner join {{ ref("dim_dates") }} as dates
        on
            dates.month_start_date
            >= cast({{ dbt.date_trunc("month", "spans.first_date") }} as date)
            and spans.last_date >= dates.month_start_date
    group by spans.world_id, dates.month_start_date
),

channels_of_worlds as (
    select
        world_id,
        channel_name
    from orders
    union
    select
        world_id,
        channel_name
    from sheet
    where channel_name is not null
),

channel_days as (
    select
        months.world_id,
        channels_of_worlds.channel_name,
        dates.date_day as activity_date,
        sheet_days.target_amount as sheet_amount,
        coalesce(
            sheet_days.target_amount,
            {{ equal_part_of(
                "(sold_months.gmv_amount * (1 + " ~ var("monthly_growth_target_pct") ~ "))",
                "(" ~ dbt.datediff("months.month_start_date", "dates.date_day", "day") ~ " + 1)",
                "months.day_count",
                2,
                money_type()
            ) }}
        ) as target_amount
    from months
    inner join channels_of_worlds
        on months.world_id = channels_of_worlds.world_id
    inner join {{ ref("dim_dates") }} as dates
        on months.month_start_date = dates.month_start_date
    left join sold_months
        on
            months.world_id = sold_months.world_id
            and channels_of_worlds.channel_name = sold_months.channel_name
            and cast({{ dbt.dateadd("month", -1, "months.month_start_date") }} as date)
            = sold_months.month_start_date
            and sold_months.is_base
    left join sheet_days
        on
            months.world_id = sheet_days.world_id
            and channels_of_worlds.channel_name = sheet_days.channel_name
            and dates.date_day = sheet_days.date_day
            and sheet_days.range_rank = 1
),

-- The shop's own target where the sheet has one, else what its channels' add up to.
shop_days as (
    select
        channel_days.world_id,
        channel_days.activity_date,
        coalesce(max(sheet_days.target_amount), sum(channel_days.target_amount)) as target_amount,
        coalesce(max(sheet_days.target_amount), max(channel_days.sheet_amount)) is not null
            as is_from_sheet
    from channel_days
    left join sheet_days
        on
            channel_days.world_id = sheet_days.world_id
            and sheet_days.channel_id is null
            and channel_days.activity_date = sheet_days.date_day
            and sheet_days.range_rank = 1
    group by channel_days.world_id, channel_days.activity_date
)

select
    world_id,
    channel_name,
    activity_date,
    cast(null as date) as previous_date,
    sheet_amount is not null as is_from_sheet,
    {{ money("target_amount") }} as target_gmv_amount
from channel_days
where target_amount is not null
union all
select
    world_id,
    cast(null as {{ dbt.type_string() }}) as channel_name,
    activity_date,
    cast(null as date) as previous_date,
    is_from_sheet,
    {{ money("target_amount") }} as target_gmv_amount
from shop_days
where target_amount is not null
