-- Today's line of every SKU of the seller's sheet.
select
    shop_id,
    sku,
    product_name,
    unit_cost_amount,
    list_price_amount,
    currency,
    cast(valid_from_date as timestamp) as valid_from_at
from {{ ref("int_products__priced") }}
where is_current
