-- How often two products lie in the same basket, in all baskets of a world and in parts of them.
-- What cannot be in a kept pair goes first: baskets of one item, and items in fewer baskets than a
-- pair has to have.
{% set scopes = {
    "all": "'All baskets'",
    "channel": "cells.channel_name",
    "segment": "cells.rfm_segment",
    "quarter": "cells.order_quarter",
} %}
{% set least = var("smallest_pair_basket_count") %}

with cells as (
    select * from {{ ref("int_baskets__cells") }}
),

products as (
    select * from {{ ref("int_baskets__products") }}
),

numbered as (
    select * from {{ ref("int_baskets__numbered") }}
),

pairable as (
    select
        basket_number,
        product_number,
        cell_number
    from numbered
    where item_count > 1 and basket_count >= {{ least }}
),

-- The lower number first, so that each pair is there once; both in one number, which is grouped
-- faster than two.
pairs_of_cells as (
    select
        first_items.product_number * {{ var("most_products") }} + second_items.product_number
            as pair_number,
        first_items.cell_number,
        count(*) as basket_count
    from pairable as first_items
    inner join pairable as second_items
        on
            first_items.basket_number = second_items.basket_number
            and first_items.product_number < second_items.product_number
    group by 1, 2
),

products_of_cells as (
    select
        product_number,
        cell_number,
        count(*) as basket_count
    from numbered
    group by 1, 2
),

{% for scope, column in scopes.items() %}
    pairs_of_{{ scope }} as (
        select
            pairs_of_cells.pair_number,
            {{ column }} as scope_name,
            sum(pairs_of_cells.basket_count) as pair_basket_count
        from pairs_of_cells
        inner join cells
            on pairs_of_cells.cell_number = cells.cell_number
        group by 1, 2
        having sum(pairs_of_cells.basket_count) >= {{ least }}
    ),

    products_of_{{ scope }} as (
        select
            products_of_cells.product_number,
            {{ column }} as scope_name,
            sum(products_of_cells.basket_count) as product_basket_count
        from products_of_cells
        inner join cells
            on products_of_cells.cell_number = cells.cell_number
        group by 1, 2
    ),
{% endfor %}

counted as (
    {% for scope in scopes %}
        select
            '{{ scope }}' as scope_type,
            pairs.scope_name,
            firsts.product_number as first_number,
            seconds.product_number as second_number,
            pairs.pair_basket_count,
            firsts.product_basket_count as first_basket_count,
            seconds.product_basket_count as second_basket_count
        from pairs_of_{{ scope }} as pairs
        inner join products_of_{{ scope }} as firsts
            on
                cast({{ whole_parts("pairs.pair_number", var("most_products")) }} as bigint)
                = firsts.product_number
                and pairs.scope_name = firsts.scope_name
        inner join products_of_{{ scope }} as seconds
            on
                pairs.pair_number % {{ var("most_products") }} = seconds.product_number
                and pairs.scope_name = seconds.scope_name
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

baskets_of_scopes as (
    {% for scope, column in scopes.items() %}
        select
            '{{ scope }}' as scope_type,
            world_id,
            {{ column }} as scope_name,
            max(last_order_date) as as_of_date,
            sum(basket_count) as scope_basket_count
        from cells
        group by 1, 2, 3
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    {{ surrogate_key([
        "counted.scope_type", "counted.scope_name", "first_products.world_id",
        "first_products.stock_item_key", "second_products.stock_item_key",
    ]) }} as product_pair_key,
    first_products.platform,
    first_products.shop_id,
    first_products.world_id,
    counted.scope_type,
    counted.scope_name,
    baskets_of_scopes.as_of_date,
    first_products.stock_item_key as first_item_key,
    first_products.product_name as first_product_name,
    second_products.stock_item_key as second_item_key,
    second_products.product_name as second_product_name,
    cast(counted.pair_basket_count as bigint) as pair_basket_count,
    cast(counted.first_basket_count as bigint) as first_basket_count,
    cast(counted.second_basket_count as bigint) as second_basket_count,
    cast(baskets_of_scopes.scope_basket_count as bigint) as scope_basket_count
from counted
inner join products as first_products
    on counted.first_number = first_products.product_number
inner join products as second_products
    on counted.second_number = second_products.product_number
inner join baskets_of_scopes
    on
        counted.scope_type = baskets_of_scopes.scope_type
        and counted.scope_name = baskets_of_scopes.scope_name
        and first_products.world_id = baskets_of_scopes.world_id
