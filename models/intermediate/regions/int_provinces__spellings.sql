-- Every way in which a province is written, in small letters, with the province that is meant.
with provinces as (
    select
        country_code,
        province_key,
        province_name,
        {{ dbt.concat([
            "province_name", "'|'", "province_name_thai", "'|'", "spellings"
        ]) }} as all_spellings
    from {{ ref("provinces") }}
),

parts as (
    {{ split_to_rows(
        "provinces", ["country_code", "province_key", "province_name"], "all_spellings", "|", "spelling"
    ) }}
)

select distinct
    lower(trim(spelling)) as spelling,
    country_code,
    province_key,
    province_name
from parts
where trim(spelling) <> ''
