with checks as (
    select * from {{ ref("stg_talad__checks") }}
),

files as (
    select * from {{ ref("stg_talad__files") }}
)

select
    checks.file_sha256,
    files.platform,
    files.entity,
    files.shop_id,
    checks.expectation,
    checks.is_success,
    checks.checked_row_count,
    checks.unexpected_row_count
from checks
inner join files
    on checks.file_sha256 = files.file_sha256
