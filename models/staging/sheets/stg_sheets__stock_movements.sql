with movements as (
    {{ newest_export(
        source("sheets", "stock_movements"),
        ["movement_date", "coalesce(location, 'main')"]
    ) }}
)

select
    'sheets' as platform,
    shop_id,
    movement_date,
    sku,
    coalesce(location, 'main') as location_id,
    lower(movement_type) as movement_type,
    quantity_change as change_quantity,
    reference_id,
    _file_sha256,
    _row
from movements
