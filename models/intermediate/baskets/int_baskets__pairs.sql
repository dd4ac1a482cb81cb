-- How often two products lie in the same basket, in all baskets of a world and in parts of them.
--
-- Written for a million baskets: keys are numbered, since pairs of numbers are sorted and hashed in a
-- tenth of the time that pairs of texts take; what cannot be in a kept pair (a basket of one item, an
-- item in fewer baskets than a pair has to have) goes first; and parts are counted for pairs that are
-- kept alone.
{% set scopes = {
    "channel": "channel_name", "segment": "customer_segment", "quarter": "order_quarter"
} %}
{% set least = var("smallest_pair_basket_count") %}

with baskets as (
    select
        basket_key,
        world_id,
        channel_name,
        customer_segment,
        order_quarter,
        item_count,
        row_number() over (order by basket_key) as basket_number
    from {{ ref("int_baskets__classed") }}
),

products as (
    select
        world_id,
        stock_item_key,
        basket_count,
        row_number() over (order by world_id, stock_item_key) as product_number
    from {{ ref("int_baskets__products") }}
),

items as (
    select
        baskets.world_id,
        baskets.basket_number,
        baskets.item_count,
        baskets.channel_name,
        baskets.customer_segment,
        baskets.order_quarter,
        products.product_number,
        products.basket_count
    from {{ ref("int_baskets__items") }} as items
    inner join baskets
        on items.basket_key = baskets.basket_key
    inner join products
        on
            items.world_id = products.world_id
            and items.stock_item_key = products.stock_item_key
),

pairable as (
    select
        basket_number,
        product_number
    from items
    where item_count > 1 and basket_count >= {{ least }}
),

-- The lower number first, so that each pair is there once.
pairs as (
    select
        first_items.product_number as first_number,
        second_items.product_number as second_number,
        count(*) as pair_basket_count
    from pairable as first_items
    inner join pairable as second_items
        on
            first_items.basket_number = second_items.basket_number
            and first_items.product_number < second_items.product_number
    group by first_items.product_number, second_items.product_number
    having count(*) >= {{ least }}
),

paired as (
    select
        items.*
    from items
    where item_count > 1 and basket_count >= {{ least }}
),

parts_of_pairs as (
    select
        pairs.first_number,
        pairs.second_number,
        first_items.channel_name,
        first_items.customer_segment,
        first_items.order_quarter,
        count(*) as pair_basket_count
    from paired as first_items
    inner join pairable as second_items
        on
            first_items.basket_number = second_items.basket_number
            and first_items.product_number < second_items.product_number
    inner join pairs
        on
            first_items.product_number = pairs.first_number
            and second_items.product_number = pairs.second_number
    group by 1, 2, 3, 4, 5
),

parts_of_products as (
    select
        product_number,
        channel_name,
        customer_segment,
        order_quarter,
        count(*) as product_basket_count
    from items
    group by 1, 2, 3, 4
),

parts_of_worlds as (
    select
        world_id,
        channel_name,
        customer_segment,
        order_quarter,
        count(*) as scope_basket_count
    from baskets
    group by 1, 2, 3, 4
),

pairs_of_scopes as (
    select
        'all' as scope_type,
        'All baskets' as scope_name,
        first_number,
        second_number,
        pair_basket_count
    from pairs
    {% for scope, column in scopes.items() %}
        union all
        select
            '{{ scope }}' as scope_type,
            {{ column }} as scope_name,
            first_number,
            second_number,
            sum(pair_basket_count) as pair_basket_count
        from parts_of_pairs
        where {{ column }} is not null
        group by {{ column }}, first_number, second_number
        having sum(pair_basket_count) >= {{ least }}
    {% endfor %}
),

products_of_scopes as (
    select
        'all' as scope_type,
        'All baskets' as scope_name,
        product_number,
        basket_count as product_basket_count
    from products
    {% for scope, column in scopes.items() %}
        union all
        select
            '{{ scope }}' as scope_type,
            {{ column }} as scope_name,
            product_number,
            sum(product_basket_count) as product_basket_count
        from parts_of_products
        where {{ column }} is not null
        group by {{ column }}, product_number
    {% endfor %}
),

scopes as (
    select
        world_id,
        'all' as scope_type,
        'All baskets' as scope_name,
        sum(scope_basket_count) as scope_basket_count
    from parts_of_worlds
    group by world_id
    {% for scope, column in scopes.items() %}
        union all
        select
            world_id,
            '{{ scope }}' as scope_type,
            {{ column }} as scope_name,
            sum(scope_basket_count) as scope_basket_count
        from parts_of_worlds
        where {{ column }} is not null
        group by world_id, {{ column }}
    {% endfor %}
)

select
    first_products.world_id,
    pairs_of_scopes.scope_type,
    pairs_of_scopes.scope_name,
    first_products.stock_item_key as first_item_key,
    second_products.stock_item_key as second_item_key,
    pairs_of_scopes.pair_basket_count,
    firsts.product_basket_count as first_basket_count,
    seconds.product_basket_count as second_basket_count,
    scopes.scope_basket_count
from pairs_of_scopes
inner join products as first_products
    on pairs_of_scopes.first_number = first_products.product_number
inner join products as second_products
    on pairs_of_scopes.second_number = second_products.product_number
inner join products_of_scopes as firsts
    on
        pairs_of_scopes.scope_type = firsts.scope_type
        and pairs_of_scopes.scope_name = firsts.scope_name
        and pairs_of_scopes.first_number = firsts.product_number
inner join products_of_scopes as seconds
    on
        pairs_of_scopes.scope_type = seconds.scope_type
        and pairs_of_scopes.scope_name = seconds.scope_name
        and pairs_of_scopes.second_number = seconds.product_number
inner join scopes
    on
        first_products.world_id = scopes.world_id
        and pairs_of_scopes.scope_type = scopes.scope_type
        and pairs_of_scopes.scope_name = scopes.scope_name
