select
    file_name,
    file_sha256,
    platform,
    entity,
    shop_id,
    cast(period_start_at as date) as period_start_date,
    cast(period_end_at as date) as period_end_date,
    rows_read,
    rows_landed,
    rows_quarantined,
    rows_not_data,
    rows_superseded
from {{ ref("fct_export_files") }}
