with processed as (
    {{ newest_export(
        source("sheets", "returns_processing"),
        ["platform", "return_id"],
        key=["platform", "return_id", "sku"]
    ) }}
)

select
    platform,
    shop_id,
    return_id,
    order_id,
    sku,
    return_received_date,
    processed_date,
    returned_quantity,
    restocked_quantity,
    lower(item_condition) as item_condition,
    lower(disposition) as disposition,
    return_reason,
    return_shipping_cost as return_shipping_cost_amount,
    handling_cost as handling_cost_amount,
    currency_code as currency,
    _file_sha256,
    _row
from processed
