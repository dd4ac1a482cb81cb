with promotions as (
    {{ newest_export(
        source("sheets", "promotions"),
        ["promotion_id"],
        key=["promotion_id", "channel", "sku"]
    ) }}
)

select
    'sheets' as platform,
    shop_id,
    promotion_id,
    promotion_name,
    lower(promotion_type) as promotion_type,
    promotion_start_date,
    promotion_end_date,
    channel as channel_id,
    sku,
    cast(discount_percent * 0.01 as decimal(18, 6)) as discount_pct,
    discount_amount,
    minimum_spend as minimum_spend_amount,
    currency_code as currency,
    _file_sha256,
    _row
from promotions
