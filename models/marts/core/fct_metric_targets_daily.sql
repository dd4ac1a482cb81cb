-- What a metric should reach on each day of a shop: the line of the seller's sheet that began
-- last, else the default. Only levels, which hold for any period; an amount is a target of its own
-- period.
with active_days as (
    select
        shop_id,
        order_date as active_date
    from {{ ref("int_orders__settled") }}
    union
    select
        shop_id,
        ad_date as active_date
    from {{ ref("int_ads__daily") }}
    union
    select
        shop_id,
        sale_date as active_date
    from {{ ref("int_reported_sales__unioned") }}
),

spans as (
    select
        shop_id,
        min(active_date) as first_date,
        max(active_date) as last_date
    from active_days
    group by shop_id
),

shop_days as (
    select
        spans.shop_id,
        spine.date_day as target_date
    from spans
    inner join {{ ref("int_dates__spine") }} as spine
        on spine.date_day between spans.first_date and spans.last_date
),

defaults as (
    select * from {{ ref("metric_targets") }}
),

sheet as (
    {% for model in staged("targets") %}
        select
            shop_id,
            metric_name,
            target_start_date,
            target_end_date,
            target_value
        from {{ ref(model) }}
        where channel_id is null and currency is null
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

ranked as (
    select
        shop_days.shop_id,
        defaults.metric_name,
        shop_days.target_date,
        sheet.target_value is null as is_default,
        coalesce(sheet.target_value, defaults.target_value) as target_value,
        row_number() over (
            partition by shop_days.shop_id, defaults.metric_name, shop_days.target_date
            order by sheet.target_start_date desc nulls last, sheet.target_end_date asc nulls last
        ) as target_rank
    from shop_days
    cross join defaults
    left join sheet
        on
            shop_days.shop_id = sheet.shop_id
            and defaults.metric_name = sheet.metric_name
            and shop_days.target_date between sheet.target_start_date and sheet.target_end_date
)

select
    case when is_default then 'talad' else 'sheets' end as platform,
    shop_id,
    metric_name,
    target_date,
    is_default,
    cast(target_value as decimal(18, 6)) as target_value
from ranked
where target_rank = 1
