-- GMV by category against GMV of the channel's day, so that a change taken apart by category adds
-- up to the change. Converted amounts are rounded once per row, by at most half of the last digit.
with categories as (
    select
        world_id,
        channel_name,
        activity_date,
        sum(gmv_amount) as gmv_amount,
        count(*) as row_count
    from {{ ref("rpt_executive__category_days") }}
    group by world_id, channel_name, activity_date
),

days as (
    select
        world_id,
        channel_name,
        activity_date,
        gmv_amount
    from {{ ref("rpt_executive__daily") }}
    where gmv_amount is not null
)

select
    coalesce(categories.world_id, days.world_id) as world_id,
    coalesce(categories.channel_name, days.channel_name) as channel_name,
    coalesce(categories.activity_date, days.activity_date) as activity_date,
    categories.gmv_amount,
    days.gmv_amount as gmv_of_the_day
from categories
full outer join days
    on
        categories.world_id = days.world_id
        and categories.channel_name = days.channel_name
        and categories.activity_date = days.activity_date
where
    abs(coalesce(categories.gmv_amount, 0) - coalesce(days.gmv_amount, 0))
    > 0.00005 * (coalesce(categories.row_count, 0) + 1)
