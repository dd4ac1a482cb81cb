-- What lies in each basket: the goods of counted orders, and the baskets of files that tell nothing
-- but their items. A product counts once in a basket, however many pieces of it were bought.
with order_lines as (
    select *
    from {{ ref("int_order_items__in_worlds") }}
    where is_counted
),

items_of_orders as (
    select
        order_key as basket_key,
        order_key,
        platform,
        shop_id,
        world_id,
        stock_item_key,
        sum(quantity) as unit_count,
        sum(gmv_amount) as gmv_amount
    from order_lines
    group by order_key, platform, shop_id, world_id, stock_item_key
),

{% for model in staged("basket_items") %}
    items_alone_{{ loop.index }} as (
        select
            {{ surrogate_key(["platform", "shop_id", "basket_id"]) }} as basket_key,
            cast(null as {{ dbt.type_string() }}) as order_key,
            platform,
            shop_id,
            -- Without money there is no currency: the world is the shop.
            shop_id as world_id,
            {{ surrogate_key(["platform", "shop_id", "item_name"]) }} as stock_item_key,
            item_name
        from {{ ref(model) }}
    ),
{% endfor %}

items as (
    select
        basket_key,
        order_key,
        platform,
        shop_id,
        world_id,
        stock_item_key,
        cast(null as {{ dbt.type_string() }}) as item_name,
        unit_count,
        gmv_amount
    from items_of_orders
    {% for model in staged("basket_items") %}
        union all
        select
            basket_key,
            order_key,
            platform,
            shop_id,
            world_id,
            stock_item_key,
            item_name,
            cast(null as bigint) as unit_count,
            cast(null as {{ money_type() }}) as gmv_amount
        from items_alone_{{ loop.index }}
    {% endfor %}
)

select
    {{ surrogate_key(["basket_key", "stock_item_key"]) }} as basket_item_key,
    *
from items
