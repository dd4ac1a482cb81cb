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
            cast({{ whole_parts("fulfilment." ~ hours, 24) }} as integer) as days_taken
        from {{ ref("fct_order_traits") }} as orders
        inner join {{ ref("fct_order_fulfilment") }} as fulfilment
            on orders.order_key = fulfilment.order_key
        where fulfilment.{{ hours }} is not null
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    world_id,
    channel_name,
    stage,
    order_date as activity_date,
    days_taken,
    count(*) as stage_order_count
from durations
group by world_id, channel_name, stage, order_date, days_taken
