select
    file_sha256,
    file_name,
    platform,
    entity,
    shop_id,
    note_number,
    note_type,
    noted,
    stated,
    summed
from {{ ref("int_files__notes") }}
