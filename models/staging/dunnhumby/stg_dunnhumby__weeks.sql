with weeks as (
    {{ newest_export(source("dunnhumby", "weeks"), ["shop_week"], key=["shop_week"]) }}
)

select
    'dunnhumby' as platform,
    shop_id,
    shop_week,
    date_from as first_date,
    date_to as last_date,
    _file_sha256,
    _row
from weeks
