select
    platform,
    entity,
    _file_sha256 as file_sha256,
    _row as row_number,
    column_name,
    reason,
    value as cell_value
from {{ source("talad", "quarantine") }}
