select
    province_key,
    country_code,
    province_name,
    province_name_thai
from {{ ref("provinces") }}
