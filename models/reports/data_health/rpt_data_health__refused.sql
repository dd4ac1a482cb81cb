select
    file_name,
    reason
from {{ ref("fct_refused_files") }}
