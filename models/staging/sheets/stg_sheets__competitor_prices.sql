with prices as (
    {{ newest_export(
        source("sheets", "competitor_prices"),
        ["observed_date", "sku", "channel", "competitor", "competitor_product"],
        key=["observed_date", "sku", "channel", "competitor", "competitor_product"]
    ) }}
)

select
    'sheets' as platform,
    shop_id,
    observed_date,
    sku,
    channel as channel_id,
    competitor as competitor_name,
    competitor_product as competitor_product_name,
    competitor_price as competitor_price_amount,
    competitor_list_price as competitor_list_price_amount,
    shipping_fee as shipping_fee_amount,
    currency_code as currency,
    is_in_stock,
    _file_sha256,
    _row
from prices
