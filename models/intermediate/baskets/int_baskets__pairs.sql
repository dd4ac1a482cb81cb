-- How often two products lie in the same basket, in all baskets of a world and in parts of them.
-- What cannot be in a kept pair goes first: baskets of one item, items in fewer baskets than a pair
-- has to have, and pairs that are too rare in all baskets to be frequent in a part of them.
{% set scopes = {
    "all": "'All baskets'",
    "channel": "channel_name",
    "segment": "rfm_segment",
    "quarter": "order_quarter",
} %}
{% set least = var("smallest_pair_basket_count") %}

with cells as (
    select
        *,
        1 as all_number
    from {{ ref("int_baskets__cells") }}
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
together as (
    select
        first_items.product_number * {{ var("most_products") }} + second_items.product_number
            as pair_number,
        first_items.cell_number
    from pairable as first_items
    inner join pairable as second_items
        on
            first_items.basket_number = second_items.basket_number
            and first_items.product_number < second_items.product_number
),

pairs_of_all as (
    select
        pair_number,
        1 as scope_number,
        count(*) as pair_basket_count
    from together
    group by pair_number
    having count(*) >= {{ least }}
),

frequent as (
    select
        together.pair_number,
        cells.channel_number,
        cells.segment_number,
        cells.quarter_number
    from together
    inner join pairs_of_all
        on together.pair_number = pairs_of_all.pair_number
    inner join cells
        on together.cell_number = cells.cell_number
),

products_of_cells as (
    select
        product_number,
        cell_number,
        count(*) as basket_count
    from numbered
    group by product_number, cell_number
),

{% for part in scopes if part != "all" %}
    pairs_of_{{ part }} as (
        select
            pair_number,
            {{ part }}_number as scope_number,
            count(*) as pair_basket_count
        from frequent
        group by pair_number, {{ part }}_number
        having count(*) >= {{ least }}
    ),
{% endfor %}

-- The part and the product in one number too: by two conditions an engine may join all products of
-- a part with one another first.
{% for scope in scopes %}
    products_of_{{ scope }} as (
        select
            cells.{{ scope }}_number * {{ var("most_products") }} + products_of_cells.product_number
                as product_in_scope_number,
            sum(products_of_cells.basket_count) as product_basket_count
        from products_of_cells
        inner join cells
            on products_of_cells.cell_number = cells.cell_number
        group by products_of_cells.product_number, cells.{{ scope }}_number
    ),
{% endfor %}

halved as (
    {% for scope in scopes %}
        select
            '{{ scope }}' as scope_type,
            scope_number,
            cast({{ whole_parts("pair_number", var("most_products")) }} as bigint) as first_number,
            pair_number % {{ var("most_products") }} as second_number,
            pair_basket_count
        from pairs_of_{{ scope }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

counted as (
    {% for scope in scopes %}
        select
            halved.*,
            firsts.product_basket_count as first_basket_count,
            seconds.product_basket_count as second_basket_count
        from halved
        inner join products_of_{{ scope }} as firsts
            on
                halved.scope_number * {{ var("most_products") }} + halved.first_number
                = firsts.product_in_scope_number
        inner join products_of_{{ scope }} as seconds
            on
                halved.scope_number * {{ var("most_products") }} + halved.second_number
                = seconds.product_in_scope_number
        where halved.scope_type = '{{ scope }}'
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

baskets_of_scopes as (
    {% for scope, column in scopes.items() %}
        select
            '{{ scope }}' as scope_type,
            world_id,
            {{ scope }}_number as scope_number,
            min({{ column }}) as scope_name,
            max(last_order_date) as as_of_date,
            sum(basket_count) as scope_basket_count
        from cells
        where {{ column }} is not null
        group by world_id, {{ scope }}_number
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    {{ surrogate_key([
        "counted.scope_type", "baskets_of_scopes.scope_name", "first_products.world_id",
        "first_products.stock_item_key", "second_products.stock_item_key",
    ]) }} as product_pair_key,
    first_products.platform,
    first_products.shop_id,
    first_products.world_id,
    counted.scope_type,
    baskets_of_scopes.scope_name,
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
        and counted.scope_number = baskets_of_scopes.scope_number
        and first_products.world_id = baskets_of_scopes.world_id
