-- Baskets, items and GMV of a world and channel are the same in every table of the page; and each
-- counted order with lines is one basket.
{% set splits = [
    "rpt_baskets__daily", "rpt_baskets__buyers", "rpt_baskets__prices", "rpt_baskets__missions"
] %}

with facts as (
    select
        world_id,
        channel_name,
        sum(basket_count) as basket_count,
        sum(basket_item_count) as basket_item_count,
        coalesce(sum(gmv_amount), 0) as gmv_amount
    from {{ ref("fct_baskets") }}
    group by world_id, channel_name
),

parts as (
    {% for split in splits %}
        select
            '{{ split }}' as split,
            world_id,
            channel_name,
            basket_count,
            basket_item_count,
            gmv_amount
        from {{ ref(split) }}
        union all
        select
            '{{ split }}' as split,
            world_id,
            channel_name,
            -basket_count as basket_count,
            -basket_item_count as basket_item_count,
            -gmv_amount as gmv_amount
        from facts
        union all
    {% endfor %}
    select
        'rpt_baskets__products' as split,
        world_id,
        channel_name,
        0 as basket_count,
        product_basket_count as basket_item_count,
        gmv_amount
    from {{ ref("rpt_baskets__products") }}
    union all
    select
        'rpt_baskets__products' as split,
        world_id,
        channel_name,
        0 as basket_count,
        -basket_item_count as basket_item_count,
        -gmv_amount as gmv_amount
    from facts
    union all
    select
        'fct_sold_items' as split,
        world_id,
        channel_name,
        count(distinct order_key) as basket_count,
        0 as basket_item_count,
        sum(gmv_amount) as gmv_amount
    from {{ ref("fct_sold_items") }}
    group by world_id, channel_name
    union all
    select
        'fct_sold_items' as split,
        world_id,
        channel_name,
        -sum(basket_count) as basket_count,
        0 as basket_item_count,
        -sum(gmv_amount) as gmv_amount
    from {{ ref("fct_baskets") }}
    where order_key is not null
    group by world_id, channel_name
)

select
    split,
    world_id,
    channel_name,
    sum(basket_count) as basket_difference,
    sum(basket_item_count) as item_difference,
    sum(gmv_amount) as gmv_difference_amount
from parts
group by split, world_id, channel_name
having sum(basket_count) <> 0 or sum(basket_item_count) <> 0 or coalesce(sum(gmv_amount), 0) <> 0
