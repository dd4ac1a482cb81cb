with purchases as (
    {{ newest_export(source("cdnow", "sample_purchases"), ["_row"]) }}
)

select
    'cdnow' as platform,
    shop_id,
    customer_id,
    sample_customer_id,
    purchase_date,
    cast(quantity as integer) as quantity,
    amount as purchase_amount,
    currency,
    _file_sha256,
    _row
from purchases
