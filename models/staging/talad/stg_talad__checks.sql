select
    file_sha256,
    platform,
    entity,
    expectation,
    column_name,
    is_success,
    checked_row_count,
    unexpected_row_count
from {{ source("talad", "checks") }}
