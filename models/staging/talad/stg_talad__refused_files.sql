select
    file as file_name,
    reason
from {{ source("talad", "refused") }}
-- A file that was moved is in already, under its former path.
where outcome <> 'moved'
