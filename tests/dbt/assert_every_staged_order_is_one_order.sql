-- Each order of staging is in fct_orders once, and there are no others.
with staged as (
    {% for model in staged("orders") %}
        select
            platform,
            shop_id,
            order_id
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

orders as (
    select
        platform,
        shop_id,
        order_id
    from {{ ref("fct_orders") }}
),

both_sides as (
    select
        platform,
        shop_id,
        order_id,
        1 as staged_count,
        0 as order_count
    from staged
    union all
    select
        platform,
        shop_id,
        order_id,
        0 as staged_count,
        1 as order_count
    from orders
)

select
    platform,
    shop_id,
    order_id,
    sum(staged_count) as staged_count,
    sum(order_count) as order_count
from both_sides
group by platform, shop_id, order_id
having sum(staged_count) <> 1 or sum(order_count) <> 1
