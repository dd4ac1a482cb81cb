select
    product_key,
    platform,
    shop_id,
    product_id,
    sku,
    product_name,
    product_category,
    list_price_amount,
    unit_cost_amount,
    currency
from {{ ref("int_products__named") }}
