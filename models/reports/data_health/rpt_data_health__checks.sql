select
    platform,
    entity,
    expectation,
    count(*) as file_count,
    cast(sum(case when is_success then 0 else 1 end) as bigint) as failed_file_count,
    cast(sum(checked_row_count) as bigint) as checked_row_count,
    cast(sum(unexpected_row_count) as bigint) as unexpected_row_count
from {{ ref("fct_export_checks") }}
group by
    platform,
    entity,
    expectation
