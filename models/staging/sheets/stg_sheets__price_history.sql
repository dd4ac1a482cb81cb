with prices as (
    {{ newest_export(
        source("sheets", "price_history"),
        ["sku", "channel", "price_valid_from"],
        key=["sku", "channel", "price_valid_from"]
    ) }}
)

select
    'sheets' as platform,
    shop_id,
    sku,
    channel as channel_id,
    price_valid_from as valid_from_date,
    selling_price as selling_price_amount,
    list_price as list_price_amount,
    currency_code as currency,
    _file_sha256,
    _row
from prices
