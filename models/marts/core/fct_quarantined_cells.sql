-- Of files that the ledger holds: what a killed run left behind is none until it is read again.
with cells as (
    select * from {{ ref("stg_talad__quarantined_cells") }}
),

files as (
    select * from {{ ref("stg_talad__files") }}
)

select
    cells.file_sha256,
    files.platform,
    files.entity,
    files.shop_id,
    cells.row_number,
    cells.column_name,
    cells.reason,
    cells.cell_value
from cells
inner join files
    on cells.file_sha256 = files.file_sha256
