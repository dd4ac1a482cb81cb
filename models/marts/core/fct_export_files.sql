with files as (
    select * from {{ ref("stg_talad__files") }}
),

kept as (
    select * from {{ ref("int_files__kept_rows") }}
)

select
    files.file_sha256,
    files.file_name,
    files.platform,
    files.entity,
    files.shop_id,
    files.file_byte_count,
    files.period_start_at,
    files.period_end_at,
    files.header_row,
    files.rows_read,
    files.rows_landed,
    files.rows_quarantined,
    files.rows_not_data,
    files.rows_landed - coalesce(kept.kept_row_count, 0) as rows_superseded
from files
left join kept
    on
        files.platform = kept.platform
        and files.entity = kept.entity
        and files.file_sha256 = kept.file_sha256
