-- Ad performance per day. Some platforms report a whole period in one row (Shopee): such a row is
-- spread evenly over those of its days that no daily file covers, after what the daily files hold
-- of the same campaign: one of the two may be by ad and the other not, or lack the ads' ids. So a
-- period and its days are never added, and the period's total is kept.
{% set measures = [
    ("spend_amount", money_type()),
    ("impression_count", "bigint"),
    ("click_count", "bigint"),
    ("claimed_order_count", "bigint"),
    ("claimed_revenue_amount", money_type()),
] %}

with ads as (
    -- An ad may stand in a file more than once: by placement, or ended and begun again.
    select
        {{ surrogate_key([
            "platform", "shop_id", "platform_channel", "campaign_name", "ad_set_name", "ad_name",
            "ad_id", "currency"
        ]) }} as ad_key,
        {{ surrogate_key([
            "platform", "shop_id", "platform_channel", "campaign_name", "currency"
        ]) }} as campaign_key,
        platform,
        shop_id,
        platform_channel,
        campaign_name,
        ad_set_name,
        ad_name,
        ad_id,
        currency,
        period_start_date,
        period_end_date,
        {{ dbt.datediff("period_start_date", "period_end_date", "day") }} + 1 as period_day_count,
        {% for measure, type in measures %}
            cast(sum({{ measure }}) as {{ type }}) as {{ measure }},
        {% endfor %}
        min(_file_sha256) as _file_sha256,
        min(_row) as _row
    from {{ ref("int_ads__unioned") }}
    group by
        platform,
        shop_id,
        platform_channel,
        campaign_name,
        ad_set_name,
        ad_name,
        ad_id,
        currency,
        period_start_date,
        period_end_date
),

day_rows as (
    select * from ads
    where period_day_count = 1
),

period_rows as (
    select * from ads
    where period_day_count > 1
),

days_with_daily_files as (
    select distinct
        platform,
        shop_id,
        platform_channel,
        period_start_date as ad_date
    from day_rows
),

days_of_periods as (
    select
        period_rows.ad_key,
        period_rows.platform,
        period_rows.shop_id,
        period_rows.platform_channel,
        period_rows.period_start_date,
        period_rows.period_end_date,
        period_rows.period_day_count,
        spine.date_day as ad_date
    from period_rows
    inner join {{ ref("int_dates__spine") }} as spine
        on spine.date_day between period_rows.period_start_date and period_rows.period_end_date
    left join days_with_daily_files
        on
            period_rows.platform = days_with_daily_files.platform
            and period_rows.shop_id = days_with_daily_files.shop_id
            and period_rows.platform_channel = days_with_daily_files.platform_channel
            and spine.date_day = days_with_daily_files.ad_date
    where days_with_daily_files.ad_date is null
),

numbered_days as (
    select
        *,
        row_number() over (
            partition by ad_key, period_start_date, period_end_date order by ad_date
        ) as day_number,
        count(*) over (partition by ad_key, period_start_date, period_end_date) as day_count,
        -- Of two periods that cover a day the shorter one tells more of it, then the later one.
        dense_rank() over (
            partition by platform, shop_id, platform_channel, ad_date
            order by period_day_count asc, period_end_date desc
        ) as period_rank
    from days_of_periods
),

campaigns as (
    select
        campaign_key,
        period_start_date,
        period_end_date,
        {% for measure, type in measures %}
            sum({{ measure }}) as {{ measure }}{% if not loop.last %},{% endif %}
        {% endfor %}
    from period_rows
    group by campaign_key, period_start_date, period_end_date
),

told_by_daily_files as (
    select
        campaigns.campaign_key,
        campaigns.period_start_date,
        campaigns.period_end_date,
        {% for measure, type in measures %}
            sum(day_rows.{{ measure }}) as {{ measure }}{% if not loop.last %},{% endif %}
        {% endfor %}
    from campaigns
    inner join day_rows
        on
            campaigns.campaign_key = day_rows.campaign_key
            and day_rows.period_start_date
            between campaigns.period_start_date and campaigns.period_end_date
    group by campaigns.campaign_key, campaigns.period_start_date, campaigns.period_end_date
),

left_to_spread as (
    select
        period_rows.ad_key,
        period_rows.period_start_date,
        period_rows.period_end_date,
        {% for measure, type in measures %}
            -- Each ad of a campaign gives up the same share. Daily files restated later may hold
            -- more than the period did.
            case
                when coalesce(told_by_daily_files.{{ measure }}, 0) = 0
                    then period_rows.{{ measure }}
                when told_by_daily_files.{{ measure }} >= campaigns.{{ measure }}
                    then 0 * period_rows.{{ measure }}
                else cast({{ share_of(
                    "period_rows." ~ measure,
                    "(campaigns." ~ measure ~ " - told_by_daily_files." ~ measure ~ ")",
                    "campaigns." ~ measure,
                    0 if type == "bigint" else 4
                ) }} as {{ type }})
            end as {{ measure }}{% if not loop.last %},{% endif %}
        {% endfor %}
    from period_rows
    inner join campaigns
        on
            period_rows.campaign_key = campaigns.campaign_key
            and period_rows.period_start_date = campaigns.period_start_date
            and period_rows.period_end_date = campaigns.period_end_date
    left join told_by_daily_files
        on
            period_rows.campaign_key = told_by_daily_files.campaign_key
            and period_rows.period_start_date = told_by_daily_files.period_start_date
            and period_rows.period_end_date = told_by_daily_files.period_end_date
),

spread as (
    select
        numbered_days.ad_key,
        numbered_days.ad_date,
        period_rows.platform,
        period_rows.shop_id,
        period_rows.platform_channel,
        period_rows.campaign_name,
        period_rows.ad_set_name,
        period_rows.ad_name,
        period_rows.ad_id,
        period_rows.currency,
        {% for measure, type in measures %}
            {{ equal_part_of(
                "left_to_spread." ~ measure, "numbered_days.day_number", "numbered_days.day_count",
                0 if type == "bigint" else 4, type
            ) }} as {{ measure }},
        {% endfor %}
        period_rows._file_sha256,
        period_rows._row
    from numbered_days
    inner join left_to_spread
        on
            numbered_days.ad_key = left_to_spread.ad_key
            and numbered_days.period_start_date = left_to_spread.period_start_date
            and numbered_days.period_end_date = left_to_spread.period_end_date
    inner join period_rows
        on
            numbered_days.ad_key = period_rows.ad_key
            and numbered_days.period_start_date = period_rows.period_start_date
            and numbered_days.period_end_date = period_rows.period_end_date
    where numbered_days.period_rank = 1
)

select
    ad_key,
    platform,
    shop_id,
    platform_channel,
    period_start_date as ad_date,
    false as is_spread,
    campaign_name,
    ad_set_name,
    ad_name,
    ad_id,
    currency,
    {% for measure, type in measures %}
        {{ measure }},
    {% endfor %}
    _file_sha256,
    _row
from day_rows
union all
select
    ad_key,
    platform,
    shop_id,
    platform_channel,
    ad_date,
    true as is_spread,
    campaign_name,
    ad_set_name,
    ad_name,
    ad_id,
    currency,
    {% for measure, type in measures %}
        {{ measure }},
    {% endfor %}
    _file_sha256,
    _row
from spread
