select
    file_sha256,
    file_name,
    platform,
    entity,
    note_number,
    note_type,
    noted,
    stated,
    summed
from {{ ref("fct_export_file_notes") }}
