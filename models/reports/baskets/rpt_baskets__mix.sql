-- How much more often than the average a group's baskets are of a kind: 100 is as often.
{% set groups = {
    "Segment": "rfm_segment",
    "Buyer": "buyer_type",
    "Platform": "channel_name",
    "Price sensitivity of the customer": "customer_price_sensitivity",
    "Life stage": "customer_life_stage",
    "Store format": "store_format",
} %}
{% set kinds = {
    "Price sensitivity": "price_sensitivity",
    "Basket type": "basket_type",
    "Mission": "mission",
    "Basket size": "basket_size",
} %}

with counted as (
    {% for group, group_column in groups.items() %}
        {% set group_loop = loop %}
        {% for kind, kind_column in kinds.items() %}
            select
                world_id,
                '{{ group }}' as group_type,
                {{ group_column }} as group_name,
                '{{ kind }}' as basket_kind_type,
                {{ kind_column }} as basket_kind,
                max(order_date) as as_of_date,
                count(*) as kind_basket_count
            from {{ ref("fct_baskets") }}
            where order_key is not null
            group by 1, 2, 3, 4, 5
            {% if not (loop.last and group_loop.last) %}union all{% endif %}
        {% endfor %}
    {% endfor %}
),

totals as (
    select
        *,
        sum(kind_basket_count) over (
            partition by world_id, group_type, group_name, basket_kind_type
        ) as compared_basket_count,
        sum(kind_basket_count) over (
            partition by world_id, group_type, basket_kind_type, basket_kind
        ) as all_kind_basket_count,
        sum(kind_basket_count) over (
            partition by world_id, group_type, basket_kind_type
        ) as all_basket_count
    from counted
)

select
    world_id,
    group_type,
    group_name,
    basket_kind_type,
    basket_kind,
    max(as_of_date) as as_of_date,
    cast(sum(kind_basket_count) as bigint) as kind_basket_count,
    cast(sum(compared_basket_count) as bigint) as compared_basket_count,
    cast(sum(all_kind_basket_count) as bigint) as all_kind_basket_count,
    cast(sum(all_basket_count) as bigint) as all_basket_count,
    {{ shown(metric("kind_share")) }} as kind_share_pct,
    {{ shown(metric("mix_index")) }} as mix_index
from totals
where
    group_name <> 'Not stated' and basket_kind <> 'Not stated'
    and compared_basket_count >= {{ var("smallest_index_basket_count") }}
group by 1, 2, 3, 4, 5
