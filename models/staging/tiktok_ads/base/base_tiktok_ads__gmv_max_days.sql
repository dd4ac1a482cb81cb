-- The open day is restated in the next export, so a day is taken from the newest one.
with days as (
    {{ newest_export(source("tiktok_ads", "gmv_max_days"), ["day"], key=["day"]) }}
)

select
    shop_id,
    day,
    currency,
    spend,
    orders,
    revenue,
    _file_sha256,
    _row
from days
