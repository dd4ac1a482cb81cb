-- Products with the best name and category that anybody gives them: the seller's sheet, the
-- platform's, and its English word for a category.
with products as (
    select * from {{ ref("int_products__sold") }}
),

prices as (
    select *
    from {{ ref("int_products__priced") }}
    where is_current
),

categories as (
    {% for model in staged("product_categories") %}
        select
            platform,
            shop_id,
            product_category,
            product_category_english
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    products.product_key,
    products.platform,
    products.shop_id,
    products.product_id,
    products.sku,
    coalesce(products.product_name, prices.product_name) as product_name,
    coalesce(
        prices.product_category,
        categories.product_category_english,
        products.product_category
    ) as product_category,
    prices.list_price_amount,
    prices.unit_cost_amount,
    prices.currency
from products
left join prices
    on
        products.shop_id = prices.shop_id
        and products.sku = prices.sku
left join categories
    on
        products.platform = categories.platform
        and products.shop_id = categories.shop_id
        and products.product_category = categories.product_category
