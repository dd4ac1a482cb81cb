select
    country_code,
    province_key,
    province_name as province,
    province_name_thai
from {{ ref("dim_provinces") }}
