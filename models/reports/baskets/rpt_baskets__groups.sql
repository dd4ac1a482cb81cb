-- How large the baskets of a group are, beside the average of all.
{% set groups = {
    "Segment": "rfm_segment",
    "Buyer": "buyer_type",
    "Platform": "channel_name",
    "Price sensitivity": "price_sensitivity",
    "Basket type": "basket_type",
    "Mission": "mission",
    "Price sensitivity of the customer": "customer_price_sensitivity",
    "Life stage": "customer_life_stage",
    "Store format": "store_format",
} %}

with counted as (
    {% for group, column in groups.items() %}
        select
            world_id,
            '{{ group }}' as group_type,
            {{ column }} as group_name,
            max(order_date) as as_of_date,
            sum(basket_count) as group_basket_count,
            sum(basket_item_count) as group_item_count,
            sum(gmv_amount) as group_gmv_amount
        from {{ ref("fct_baskets") }}
        where order_key is not null
        group by 1, 2, 3
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

totals as (
    select
        *,
        sum(group_basket_count) over (partition by world_id, group_type) as average_basket_count,
        sum(group_item_count) over (partition by world_id, group_type) as average_item_count,
        sum(group_gmv_amount) over (partition by world_id, group_type) as average_gmv_amount
    from counted
)

select
    world_id,
    group_type,
    group_name,
    max(as_of_date) as as_of_date,
    cast(sum(group_basket_count) as bigint) as group_basket_count,
    cast(sum(group_item_count) as bigint) as group_item_count,
    {{ money("sum(group_gmv_amount)") }} as group_gmv_amount,
    cast(sum(average_basket_count) as bigint) as average_basket_count,
    cast(sum(average_item_count) as bigint) as average_item_count,
    {{ money("sum(average_gmv_amount)") }} as average_gmv_amount,
    {{ shown(metric("group_items_per_basket")) }} as items_per_basket,
    {{ money(metric("group_ticket_size")) }} as ticket_amount,
    {{ shown(metric("basket_size_index")) }} as basket_size_index,
    {{ shown(metric("ticket_size_index")) }} as ticket_size_index
from totals
where
    group_name <> 'Not stated'
    and group_basket_count >= {{ var("smallest_index_basket_count") }}
group by 1, 2, 3
