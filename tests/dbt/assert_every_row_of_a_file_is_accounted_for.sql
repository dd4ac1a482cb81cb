-- Read = landed + quarantined + not data; and the quarantine holds a reason for each row that it is
-- said to hold.
with rows_in_quarantine as (
    select
        file_sha256,
        count(distinct row_number) as row_count
    from {{ ref("fct_quarantined_cells") }}
    group by file_sha256
)

select
    files.file_name,
    files.rows_read,
    files.rows_landed,
    files.rows_quarantined,
    files.rows_not_data,
    rows_in_quarantine.row_count as rows_in_quarantine
from {{ ref("fct_export_files") }} as files
left join rows_in_quarantine
    on files.file_sha256 = rows_in_quarantine.file_sha256
where
    files.rows_read <> files.rows_landed + files.rows_quarantined + files.rows_not_data
    or files.rows_quarantined <> coalesce(rows_in_quarantine.row_count, 0)
