-- Of a platform that reports periods: where nothing else covers a day of the period, the days that
-- it was spread over add up to it, measure by measure and to the last digit.
with ads as (
    select
        {{ surrogate_key([
            "platform", "shop_id", "platform_channel", "campaign_name", "ad_set_name", "ad_name",
            "ad_id", "currency"
        ]) }} as ad_key,
        platform,
        shop_id,
        platform_channel,
        period_start_date,
        period_end_date,
        sum(spend_amount) as spend_amount,
        sum(impression_count) as impression_count,
        sum(click_count) as click_count,
        sum(claimed_order_count) as claimed_order_count,
        sum(claimed_revenue_amount) as claimed_revenue_amount
    from {{ ref("int_ads__unioned") }}
    group by
        ad_key,
        platform,
        shop_id,
        platform_channel,
        period_start_date,
        period_end_date
),

periods as (
    select distinct
        platform,
        shop_id,
        platform_channel,
        period_start_date,
        period_end_date
    from ads
),

overlapped as (
    select distinct
        periods.platform,
        periods.shop_id,
        periods.platform_channel,
        periods.period_start_date,
        periods.period_end_date
    from periods
    inner join periods as other_periods
        on
            periods.platform = other_periods.platform
            and periods.shop_id = other_periods.shop_id
            and periods.platform_channel = other_periods.platform_channel
            and periods.period_start_date <= other_periods.period_end_date
            and periods.period_end_date >= other_periods.period_start_date
            and (
                periods.period_start_date <> other_periods.period_start_date
                or periods.period_end_date <> other_periods.period_end_date
            )
),

alone as (
    select ads.*
    from ads
    left join overlapped
        on
            ads.platform = overlapped.platform
            and ads.shop_id = overlapped.shop_id
            and ads.platform_channel = overlapped.platform_channel
            and ads.period_start_date = overlapped.period_start_date
            and ads.period_end_date = overlapped.period_end_date
    where overlapped.platform is null
),

day_totals as (
    select
        alone.ad_key,
        alone.period_start_date,
        alone.period_end_date,
        sum(daily.spend_amount) as spend_amount,
        sum(daily.impression_count) as impression_count,
        sum(daily.click_count) as click_count,
        sum(daily.claimed_order_count) as claimed_order_count,
        sum(daily.claimed_revenue_amount) as claimed_revenue_amount
    from alone
    inner join {{ ref("int_ads__daily") }} as daily
        on
            alone.ad_key = daily.ad_key
            and daily.ad_date between alone.period_start_date and alone.period_end_date
    group by alone.ad_key, alone.period_start_date, alone.period_end_date
)

select
    alone.*,
    day_totals.spend_amount as spend_of_days,
    day_totals.claimed_revenue_amount as claimed_revenue_of_days
from alone
left join day_totals
    on
        alone.ad_key = day_totals.ad_key
        and alone.period_start_date = day_totals.period_start_date
        and alone.period_end_date = day_totals.period_end_date
where
    alone.spend_amount is distinct from day_totals.spend_amount
    or alone.impression_count is distinct from day_totals.impression_count
    or alone.click_count is distinct from day_totals.click_count
    or alone.claimed_order_count is distinct from day_totals.claimed_order_count
    or alone.claimed_revenue_amount is distinct from day_totals.claimed_revenue_amount
