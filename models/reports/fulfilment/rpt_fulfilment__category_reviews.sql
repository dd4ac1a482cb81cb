-- What a category sells beside what buyers say of the orders it was in.
with order_categories as (
    select
        items.world_id,
        items.order_key,
        products.product_category,
        sum(items.gmv_amount) as gmv_amount
    from {{ ref("fct_sold_items") }} as items
    inner join {{ ref("dim_stock_items") }} as products
        on
            items.world_id = products.world_id
            and items.stock_item_key = products.stock_item_key
    group by items.world_id, items.order_key, products.product_category
),

reviews_per_order as (
    select
        order_key,
        sum(review_score) as review_score_total,
        count(*) as review_count
    from {{ ref("fct_reviews") }}
    where order_key is not null
    group by order_key
),

sums as (
    select
        order_categories.world_id,
        order_categories.product_category,
        sum(order_categories.gmv_amount) as gmv_amount,
        count(*) as order_count,
        sum(reviews_per_order.review_count) as review_count,
        sum(reviews_per_order.review_score_total) as review_score_total
    from order_categories
    inner join reviews_per_order
        on order_categories.order_key = reviews_per_order.order_key
    group by order_categories.world_id, order_categories.product_category
)

select
    world_id,
    product_category,
    {{ money("sum(gmv_amount)") }} as gmv_amount,
    cast(sum(order_count) as bigint) as order_count,
    cast(sum(review_count) as bigint) as review_count,
    cast(sum(review_score_total) as bigint) as review_score_total,
    {{ shown(metric("average_review_score")) }} as average_review_score
from sums
group by world_id, product_category
