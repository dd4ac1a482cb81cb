select
    file_sha256,
    platform,
    entity,
    expectation,
    is_success,
    checked_row_count,
    unexpected_row_count
from {{ ref("stg_talad__checks") }}
