select
    files.file_sha256,
    files.file_name,
    files.platform,
    files.entity,
    files.shop_id,
    notes.note_type,
    notes.noted,
    notes.stated,
    notes.summed
from {{ ref("int_files__notes") }} as notes
inner join {{ ref("stg_talad__files") }} as files on notes.file_sha256 = files.file_sha256
