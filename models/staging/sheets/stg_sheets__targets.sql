with targets as (
    {{ newest_export(
        source("sheets", "targets"),
        ["metric", "target_start_date", "target_end_date", "channel"],
        key=["metric", "target_start_date", "target_end_date", "channel"]
    ) }}
)

select
    'sheets' as platform,
    shop_id,
    metric as metric_name,
    target_start_date,
    target_end_date,
    channel as channel_id,
    target_value,
    currency,
    _file_sha256,
    _row
from targets
