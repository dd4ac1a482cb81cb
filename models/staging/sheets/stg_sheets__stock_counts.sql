with counts as (
    {{ newest_export(
        source("sheets", "stock_counts"),
        ["count_date", "sku", "coalesce(location, 'main')"],
        key=["count_date", "sku", "coalesce(location, 'main')", "lot_id"]
    ) }}
)

select
    'sheets' as platform,
    shop_id,
    count_date,
    sku,
    coalesce(location, 'main') as location_id,
    lot_id,
    expiry_date,
    quantity_on_hand as on_hand_quantity,
    quantity_reserved as reserved_quantity,
    quantity_unsellable as unsellable_quantity,
    _file_sha256,
    _row
from counts
