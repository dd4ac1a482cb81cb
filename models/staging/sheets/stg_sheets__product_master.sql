with products as (
    {{ newest_export(
        source("sheets", "product_master"),
        ["sku", "valid_from"],
        key=["sku", "valid_from"]
    ) }}
)

select
    shop_id,
    sku,
    product_name,
    category as product_category,
    unit_cost as unit_cost_amount,
    list_price as list_price_amount,
    currency_code as currency,
    valid_from as valid_from_date,
    _file_sha256,
    _row
from products
