select
    file_name,
    reason
from {{ ref("stg_talad__refused_files") }}
