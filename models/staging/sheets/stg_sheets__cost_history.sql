with costs as (
    {{ newest_export(
        source("sheets", "cost_history"),
        ["sku", "cost_valid_from"],
        key=["sku", "cost_valid_from"]
    ) }}
)

select
    'sheets' as platform,
    shop_id,
    sku,
    cost_valid_from as valid_from_date,
    unit_cost as unit_cost_amount,
    freight_cost as freight_cost_amount,
    duty_cost as duty_cost_amount,
    packing_cost as packing_cost_amount,
    currency_code as currency,
    supplier,
    _file_sha256,
    _row
from costs
