select
    file as file_name,
    file_sha256,
    platform,
    entity,
    shop_id,
    file_bytes as file_byte_count,
    period_start as period_start_at,
    period_end as period_end_at,
    header_row,
    rows_read,
    rows_landed,
    rows_quarantined,
    rows_not_data,
    unknown_headers,
    unread_sheets,
    total_checks
from {{ source("talad", "ledger") }}
