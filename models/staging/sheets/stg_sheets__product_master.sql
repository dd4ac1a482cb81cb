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
    brand,
    category as product_category,
    subcategory as product_subcategory,
    supplier,
    unit_cost as unit_cost_amount,
    list_price as list_price_amount,
    currency_code as currency,
    weight_grams,
    lead_time_days,
    launch_date,
    coalesce(lower(status), 'active') as product_status,
    valid_from as valid_from_date,
    _file_sha256,
    _row
from products
