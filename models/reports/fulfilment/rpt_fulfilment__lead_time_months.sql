{% set stages = [
    ("1. Order to payment", "payment_hour_count"),
    ("2. Payment to hand-over", "handover_hour_count"),
    ("3. Hand-over to delivery", "delivery_hour_count"),
    ("4. Order to delivery", "lead_hour_count"),
    ("5. Order to completion", "completion_hour_count"),
] %}

with durations as (
    {% for stage, hours in stages %}
        select
            orders.world_id,
            orders.channel_name,
            orders.province,
            orders.order_date,
            '{{ stage }}' as stage, -- noqa: RF04
            fulfilment.{{ hours }} as hour_count
        from {{ ref("fct_order_traits") }} as orders
        inner join {{ ref("fct_order_fulfilment") }} as fulfilment
            on orders.order_key = fulfilment.order_key
        where fulfilment.{{ hours }} is not null
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    durations.world_id,
    durations.stage,
    dates.month_start_date,
    {{ shown(share_of(
        "percentile_disc(0.5) within group (order by durations.hour_count)", 1, 24
    )) }} as median_days,
    {{ shown(share_of(
        "percentile_disc(0.9) within group (order by durations.hour_count)", 1, 24
    )) }} as ninth_decile_days,
    count(*) as stage_order_count
from durations
inner join {{ ref("dim_dates") }} as dates
    on durations.order_date = dates.date_day
group by durations.world_id, durations.stage, dates.month_start_date
-- A median of a handful is chance.
having count(*) >= {{ var("smallest_base_order_count") }}
