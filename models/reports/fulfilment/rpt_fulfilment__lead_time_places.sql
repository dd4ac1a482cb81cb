{% set stages = [
    ("1. Order to payment", "payment_hour_count"),
    ("2. Payment to hand-over", "handover_hour_count"),
    ("3. Hand-over to delivery", "delivery_hour_count"),
    ("4. Order to delivery", "lead_hour_count"),
    ("5. Order to completion", "completion_hour_count"),
] %}


with worlds as (
    select
        world_id,
        max(order_date) as as_of_date
    from {{ ref("fct_order_traits") }}
    where is_counted
    group by world_id
),

durations as (
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
    durations.province,
    durations.stage,
    {{ shown(share_of(
        "percentile_disc(0.5) within group (order by durations.hour_count)", 1, 24
    )) }} as median_days,
    {{ shown(share_of(
        "percentile_disc(0.9) within group (order by durations.hour_count)", 1, 24
    )) }} as ninth_decile_days,
    count(*) as stage_order_count
from durations
inner join worlds
    on durations.world_id = worlds.world_id
where
    {{ dbt.datediff("durations.order_date", "worlds.as_of_date", "day") }}
    < {{ var("product_class_days") }}
group by durations.world_id, durations.province, durations.stage
-- A median of a handful is chance.
having count(*) >= {{ var("smallest_base_order_count") }}
