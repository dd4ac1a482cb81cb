-- One line per file, column and reason, with the first row that it was met on; the rows themselves
-- stay in the quarantine folder.
with cells as (
    select * from {{ ref("fct_quarantined_cells") }}
),

files as (
    select * from {{ ref("fct_export_files") }}
),

numbered as (
    select
        cells.*,
        row_number() over (
            partition by cells.file_sha256, cells.column_name, cells.reason
            order by cells.row_number, cells.cell_value
        ) as cell_rank
    from cells
)

select
    files.file_sha256,
    files.file_name,
    files.platform,
    files.entity,
    numbered.column_name,
    numbered.reason,
    count(distinct numbered.row_number) as row_count,
    min(numbered.row_number) as first_row,
    max(case when numbered.cell_rank = 1 then numbered.cell_value end) as first_value
from numbered
inner join files
    on numbered.file_sha256 = files.file_sha256
group by
    files.file_sha256,
    files.file_name,
    files.platform,
    files.entity,
    numbered.column_name,
    numbered.reason
