with sellers as (
    {{ newest_export(source("olist", "sellers"), ["seller_id"], key=["seller_id"]) }}
)

select
    'olist' as platform,
    shop_id,
    seller_id,
    'Brazil' as country,
    seller_state as province,
    _file_sha256,
    _row
from sellers
