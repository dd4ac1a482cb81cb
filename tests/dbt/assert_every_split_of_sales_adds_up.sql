-- GMV and orders of each world and day are the same whatever they are split by: by channel, hour,
-- province and payment method; GMV and pieces also by product and category. Rounded once per line, so
-- the sums are equal and not nearly equal.
{% set splits = [
    ("rpt_sales_operations__hours", "order_count"),
    ("rpt_sales_operations__places", "order_count"),
    ("rpt_sales_operations__payments", "order_count"),
    ("rpt_products__daily", "unit_count"),
    ("rpt_products__sales", "unit_count"),
    ("rpt_fulfilment__daily", "order_count"),
] %}

{% for split, count in splits %}
    select
        '{{ split }}' as split,
        coalesce(days.world_id, parts.world_id) as world_id,
        coalesce(days.activity_date, parts.activity_date) as activity_date,
        days.gmv_amount as gmv_of_days,
        parts.gmv_amount as gmv_of_parts
    from (
        select
            world_id,
            activity_date,
            sum(gmv_amount) as gmv_amount,
            sum({{ count }}) as counted
        from {{ ref("rpt_sales_operations__daily") }}
        group by world_id, activity_date
    ) as days
    full outer join (
        select
            world_id,
            activity_date,
            sum(gmv_amount) as gmv_amount,
            sum({{ count }}) as counted
        from {{ ref(split) }}
        group by world_id, activity_date
    ) as parts
        on days.world_id = parts.world_id and days.activity_date = parts.activity_date
    where
        coalesce(days.gmv_amount, 0) <> coalesce(parts.gmv_amount, 0)
        or coalesce(days.counted, 0) <> coalesce(parts.counted, 0)
    {% if not loop.last %}union all{% endif %}
{% endfor %}
