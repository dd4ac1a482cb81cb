with purchase_orders as (
    {{ newest_export(
        source("sheets", "purchase_orders"),
        ["purchase_order_id"],
        key=["purchase_order_id", "sku"]
    ) }}
)

select
    'sheets' as platform,
    shop_id,
    purchase_order_id,
    supplier,
    sku,
    ordered_date,
    expected_date,
    received_date,
    ordered_quantity,
    received_quantity,
    unit_cost as unit_cost_amount,
    currency_code as currency,
    lower(status) as purchase_order_status,
    _file_sha256,
    _row
from purchase_orders
