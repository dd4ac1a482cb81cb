-- GMV and orders of each world and day are the same whatever they are split by: by channel, hour,
-- province and payment method; GMV and pieces also by product and category. Amounts are rounded
-- once per line, so the sums are equal and not nearly equal.
{% set splits = [
    ("rpt_sales_operations__hours", "order_count"),
    ("rpt_sales_operations__places", "order_count"),
    ("rpt_sales_operations__payments", "order_count"),
    ("rpt_fulfilment__daily", "order_count"),
    ("rpt_products__daily", "unit_count"),
    ("rpt_products__sales", "unit_count"),
    ("rpt_fulfilment__returned_goods", "unit_count"),
] %}

with sales as (
    select
        world_id,
        channel_name,
        activity_date,
        order_count,
        unit_count,
        gmv_amount
    from {{ ref("rpt_sales_operations__daily") }}
),

sums as (
    {% for split, count in splits %}
        select
            '{{ split }}' as split,
            world_id,
            channel_name,
            activity_date,
            {% if split == "rpt_fulfilment__returned_goods" %}
                0 as gmv_amount,
            {% else %}
                gmv_amount,
            {% endif %}
            {{ count }} as counted
        from {{ ref(split) }}
        union all
        select
            '{{ split }}' as split,
            world_id,
            channel_name,
            activity_date,
            {% if split == "rpt_fulfilment__returned_goods" %}
                0 as gmv_amount,
            {% else %}
                -gmv_amount as gmv_amount,
            {% endif %}
            -{{ count }} as counted
        from sales
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    split,
    world_id,
    channel_name,
    activity_date,
    sum(gmv_amount) as gmv_difference_amount,
    sum(counted) as count_difference
from sums
group by split, world_id, channel_name, activity_date
having sum(gmv_amount) <> 0 or sum(counted) <> 0
