select
    file as file_name,
    reason
from {{ source("talad", "refused") }}
