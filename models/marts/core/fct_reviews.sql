with reviews as (
    {% for model in staged("reviews") %}
        select
            platform,
            shop_id,
            review_id,
            order_id,
            review_score,
            has_title,
            has_message,
            review_date,
            answered_at
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    {{ surrogate_key(["platform", "shop_id", "review_id", "order_id"]) }} as review_key,
    {{ surrogate_key(["platform", "shop_id", "order_id"]) }} as order_key,
    platform,
    shop_id,
    review_id,
    order_id,
    review_date,
    answered_at,
    review_score,
    has_title,
    has_message
from reviews
