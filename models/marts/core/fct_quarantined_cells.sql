select
    file_sha256,
    platform,
    entity,
    row_number,
    column_name,
    reason,
    cell_value
from {{ ref("stg_talad__quarantined_cells") }}
