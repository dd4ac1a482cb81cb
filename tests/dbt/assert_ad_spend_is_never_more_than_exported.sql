-- Per platform, shop and currency: rows of a single day are all kept as they are, periods give at
-- most what they hold (less where days or shorter periods tell of the same time), and
-- fct_ad_performance_daily is both together.
with exported as (
    select
        platform,
        shop_id,
        currency,
        sum(case when period_start_date = period_end_date then spend_amount else 0 end)
            as spend_of_days,
        sum(case when period_start_date < period_end_date then spend_amount else 0 end)
            as spend_of_periods
    from {{ ref("int_ads__unioned") }}
    group by platform, shop_id, currency
),

held as (
    select
        platform,
        shop_id,
        currency,
        sum(case when is_spread then 0 else spend_amount end) as spend_of_days,
        sum(case when is_spread then spend_amount else 0 end) as spend_of_periods
    from {{ ref("fct_ad_performance_daily") }}
    group by platform, shop_id, currency
)

select
    exported.platform,
    exported.shop_id,
    exported.currency,
    exported.spend_of_days as exported_by_day,
    held.spend_of_days as held_by_day,
    exported.spend_of_periods as exported_by_period,
    held.spend_of_periods as held_of_periods
from exported
full outer join held
    on
        exported.platform = held.platform
        and exported.shop_id = held.shop_id
        and exported.currency = held.currency
where
    exported.spend_of_days is distinct from held.spend_of_days
    or coalesce(held.spend_of_periods > exported.spend_of_periods, true)
