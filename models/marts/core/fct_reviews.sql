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
),

orders as (
    select
        order_key,
        platform,
        shop_id,
        order_id
    from {{ ref("int_orders__counted") }}
)

select
    {{ surrogate_key([
        "reviews.platform", "reviews.shop_id", "reviews.review_id", "reviews.order_id"
    ]) }} as review_key,
    orders.order_key,
    reviews.platform,
    reviews.shop_id,
    reviews.review_id,
    reviews.order_id,
    reviews.review_date,
    reviews.answered_at,
    reviews.review_score,
    reviews.has_title,
    reviews.has_message
from reviews
left join orders
    on
        reviews.platform = orders.platform
        and reviews.shop_id = orders.shop_id
        and reviews.order_id = orders.order_id
