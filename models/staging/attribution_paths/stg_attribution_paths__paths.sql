with paths as (
    {{ newest_export(source("attribution_paths", "paths"), ["_row"]) }}
)

select
    'attribution_paths' as platform,
    shop_id,
    path,
    total_conversions as conversion_count,
    total_conversion_value as conversion_value,
    total_null as unconverted_count,
    _file_sha256,
    _row
from paths
