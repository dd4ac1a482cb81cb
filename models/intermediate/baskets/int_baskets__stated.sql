-- What a file itself says of a basket and its buyer, in words that all baskets share.
{% set words = {
    "size": {"S": "Small", "M": "Medium", "L": "Large"},
    "type": {"Small Shop": "Small shop", "Top Up": "Top up", "Full Shop": "Full shop"},
    "sensitivity": {"LA": "Price sensitive", "MM": "Mid-range", "UM": "Upmarket"},
} %}

with stated as (
    {% for model in staged("baskets") %}
        select
            platform,
            shop_id,
            basket_id as order_id,
            basket_size,
            basket_price_sensitivity,
            basket_type,
            basket_dominant_mission,
            customer_price_sensitivity,
            customer_life_stage,
            store_format
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    {{ surrogate_key(["platform", "shop_id", "order_id"]) }} as order_key,
    {{ stated_word("basket_size", words["size"]) }} as basket_size,
    {{ stated_word("basket_price_sensitivity", words["sensitivity"]) }} as price_sensitivity,
    {{ stated_word("basket_type", words["type"]) }}
        as basket_type,
    {{ stated_word("basket_dominant_mission", {}) }} as mission,
    coalesce(customer_price_sensitivity, 'Not stated') as customer_price_sensitivity,
    coalesce(customer_life_stage, 'Not stated') as customer_life_stage,
    coalesce(store_format, 'Not stated') as store_format
from stated
