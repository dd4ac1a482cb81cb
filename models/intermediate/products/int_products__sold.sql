-- Every product that stands on an order line or in a platform's catalogue, once.
with lines as (
    select
        platform,
        shop_id,
        product_id,
        sku,
        product_name,
        product_category,
        order_date,
        order_id,
        line_number
    from {{ ref("int_order_items__costed") }}
),

catalogue as (
    {% for model in staged("products") %}
        select
            platform,
            shop_id,
            product_id,
            product_name,
            product_category
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- A product is renamed now and then: the newest line's name is today's.
newest_lines as (
    select
        platform,
        shop_id,
        product_id,
        sku,
        product_name,
        product_category,
        row_number() over (
            partition by platform, shop_id, product_id
            order by order_date desc, order_id desc, line_number desc
        ) as line_rank
    from lines
),

all_products as (
    select
        platform,
        shop_id,
        product_id
    from lines
    union
    select
        platform,
        shop_id,
        product_id
    from catalogue
)

select
    {{ surrogate_key([
        "all_products.platform", "all_products.shop_id", "all_products.product_id"
    ]) }} as product_key,
    all_products.platform,
    all_products.shop_id,
    all_products.product_id,
    newest_lines.sku,
    coalesce(newest_lines.product_name, catalogue.product_name) as product_name,
    coalesce(newest_lines.product_category, catalogue.product_category) as product_category
from all_products
left join newest_lines
    on
        all_products.platform = newest_lines.platform
        and all_products.shop_id = newest_lines.shop_id
        and all_products.product_id = newest_lines.product_id
        and newest_lines.line_rank = 1
left join catalogue
    on
        all_products.platform = catalogue.platform
        and all_products.shop_id = catalogue.shop_id
        and all_products.product_id = catalogue.product_id
