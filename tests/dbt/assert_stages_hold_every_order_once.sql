-- The counts of days hold each counted order once per stage that its files tell; what is counted of
-- deliveries elsewhere is over the same orders.
{% set stage_hours = [
    ("1. Order to payment", "payment_hour_count"),
    ("2. Payment to hand-over", "handover_hour_count"),
    ("3. Hand-over to delivery", "delivery_hour_count"),
    ("4. Order to delivery", "lead_hour_count"),
    ("5. Order to completion", "completion_hour_count"),
] %}

with told as (
    {% for stage, hours in stage_hours %}
        select
            'lead times' as held_in,
            '{{ stage }}' as stage, -- noqa: RF04
            count({{ hours }}) as order_count
        from {{ ref("fct_order_fulfilment") }}
        union all
    {% endfor %}
    {% for home in ["places", "delivery days"] %}
        select
            '{{ home }}' as held_in,
            '4. Order to delivery' as stage, -- noqa: RF04
            count(lead_hour_count) as order_count
        from {{ ref("fct_order_fulfilment") }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

held as (
    select
        'lead times' as held_in,
        stage,
        sum(stage_order_count) as order_count
    from {{ ref("rpt_fulfilment__lead_times") }}
    group by stage
    union all
    select
        'places' as held_in,
        '4. Order to delivery' as stage, -- noqa: RF04
        sum(delivered_order_count) as order_count
    from {{ ref("rpt_fulfilment__places") }}
    union all
    select
        'delivery days' as held_in,
        '4. Order to delivery' as stage, -- noqa: RF04
        sum(delivered_order_count) as order_count
    from {{ ref("rpt_fulfilment__delivery_days") }}
)

select
    told.held_in,
    told.stage,
    told.order_count,
    held.order_count as held_order_count
from told
left join held
    on
        told.held_in = held.held_in
        and told.stage = held.stage
where told.order_count <> coalesce(held.order_count, 0)
