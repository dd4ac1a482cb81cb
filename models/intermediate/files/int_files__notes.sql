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
),

-- A file may hold a header twice, and two of its totals may say the same of a column.
told as (
    select distinct
        file_sha256,
        note_type,
        noted,
        stated,
        summed
    from noted
),

numbered as (
    select
        *,
        row_number() over (
            partition by file_sha256 order by note_type, noted, stated, summed
        ) as note_number
    from told
)

select
    files.platform,
    files.shop_id,
    files.entity,
    files.file_name,
    numbered.file_sha256,
    numbered.note_number,
    numbered.note_type,
    numbered.noted,
    numbered.stated,
    numbered.summed
from numbered
inner join files on numbered.file_sha256 = files.file_sha256
