select
    file_name,
    platform,
    entity,
    note_type,
    noted,
    stated,
    summed
from {{ ref("fct_export_file_notes") }}
