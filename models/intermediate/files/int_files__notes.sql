with files as (
    select * from {{ ref("stg_talad__files") }}
),

headers as (
    {{ json_to_rows("files", ["file_sha256"], "unknown_headers") }}
),

sheets as (
    {{ json_to_rows("files", ["file_sha256"], "unread_sheets") }}
),

totals as (
    {{ json_to_rows(
        "files",
        ["file_sha256"],
        "total_checks",
        {"column": "noted", "stated": "stated", "summed": "summed"},
    ) }}
),

noted as (
    select
        file_sha256,
        'unknown column' as note_type,
        item as noted,
        cast(null as {{ dbt.type_string() }}) as stated,
        cast(null as {{ dbt.type_string() }}) as summed
    from headers

    union all

    select
        file_sha256,
        'unread sheet' as note_type,
        item as noted,
        cast(null as {{ dbt.type_string() }}) as stated,
        cast(null as {{ dbt.type_string() }}) as summed
    from sheets

    union all

    select
        file_sha256,
        'total that differs' as note_type,
        noted,
        stated,
        summed
    from totals
    where stated <> summed
)

select
    files.platform,
    files.shop_id,
    files.entity,
    files.file_name,
    noted.file_sha256,
    noted.note_type,
    noted.noted,
    noted.stated,
    noted.summed
from noted
inner join files on noted.file_sha256 = files.file_sha256
