-- What an event day would have sold without its event: the mean of the same weekdays around it that
-- have no event and stand beside no double day. A mean and not a median: days of a small shop are
-- lopsided, and the median of ordinary days is up to a sixth below what ordinary days sell.
with orders as (
    select * from {{ ref("int_orders__settled") }}
),

sales as (
    select
        platform,
        shop_id,
        currency,
        order_date as sale_date,
        sum(gmv_amount) as gmv_amount
    from orders
    where is_counted
    group by platform, shop_id, currency, order_date
),

spans as (
    select
        sales.platform,
        sales.shop_id,
        sales.currency,
        coalesce(shops.country_code, 'TH') as country_code,
        min(sales.sale_date) as first_date,
        max(sales.sale_date) as last_date
    from sales
    left join {{ ref("shops") }} as shops
        on sales.shop_id = shops.shop_id
    group by sales.platform, sales.shop_id, sales.currency, shops.country_code
),

events as (
    select * from {{ ref("int_events__days") }}
),

-- Buyers wait for a sale day and have bought after it.
beside_sales as (
    select
        country_code,
        cast({{ dbt.dateadd("day", -1, "event_date") }} as date) as beside_date
    from events
    where event_kind in ('double_day', 'sale_day')
    union
    select
        country_code,
        cast({{ dbt.dateadd("day", 1, "event_date") }} as date) as beside_date
    from events
    where event_kind in ('double_day', 'sale_day')
),

-- A day without an order sold nothing, and is a day.
all_days as (
    select
        spans.platform,
        spans.shop_id,
        spans.currency,
        spine.date_day as sale_date,
        {{ iso_weekday("spine.date_day") }} as weekday_number,
        coalesce(sales.gmv_amount, 0) as gmv_amount,
        coalesce(events.event_kind, 'ordinary') as event_kind,
        events.event_date is null and beside_sales.beside_date is null as is_reference
    from spans
    inner join {{ ref("int_dates__spine") }} as spine
        on spine.date_day between spans.first_date and spans.last_date
    left join sales
        on
            spans.platform = sales.platform
            and spans.shop_id = sales.shop_id
            and spans.currency = sales.currency
            and spine.date_day = sales.sale_date
    left join events
        on
            spans.country_code = events.country_code
            and spine.date_day = events.event_date
    left join beside_sales
        on
            spans.country_code = beside_sales.country_code
            and spine.date_day = beside_sales.beside_date
),

expected as (
    select
        event_days.platform,
        event_days.shop_id,
        event_days.currency,
        event_days.sale_date,
        count(*) as reference_day_count,
        {{ share_of("sum(reference_days.gmv_amount)", 1, "count(*)", 4) }} as expected_amount
    from all_days as event_days
    inner join all_days as reference_days
        on
            event_days.platform = reference_days.platform
            and event_days.shop_id = reference_days.shop_id
            and event_days.currency = reference_days.currency
            and event_days.weekday_number = reference_days.weekday_number
            and reference_days.is_reference
            and reference_days.sale_date between
            {{ dbt.dateadd("day", -var("baseline_window_days"), "event_days.sale_date") }}
            and {{ dbt.dateadd("day", var("baseline_window_days"), "event_days.sale_date") }}
    where event_days.event_kind <> 'ordinary'
    group by
        event_days.platform,
        event_days.shop_id,
        event_days.currency,
        event_days.sale_date
),

split as (
    select
        all_days.*,
        coalesce(expected.reference_day_count, 0) as reference_day_count,
        {{ money("coalesce(expected.expected_amount, all_days.gmv_amount)") }} as baseline_amount
    from all_days
    left join expected
        on
            all_days.platform = expected.platform
            and all_days.shop_id = expected.shop_id
            and all_days.currency = expected.currency
            and all_days.sale_date = expected.sale_date
),

channels as (
    select *
    from {{ ref("channel_map") }}
    where platform_channel = 'orders'
)

select
    {{ surrogate_key(["split.platform", "split.shop_id", "split.currency", "split.sale_date"]) }}
        as sales_baseline_daily_key,
    split.platform,
    split.shop_id,
    channels.channel_id,
    split.currency,
    {{ exchange_rate("split") }} as exchange_rate,
    split.sale_date,
    split.event_kind,
    cast(split.reference_day_count as bigint) as reference_day_count,
    {{ money("split.gmv_amount") }} as gmv_amount,
    split.baseline_amount,
    {{ money("split.gmv_amount - split.baseline_amount") }} as uplift_amount
from split
left join channels
    on split.platform = channels.platform
{{ exchange_rate_joins("split", "sale_date") }}
