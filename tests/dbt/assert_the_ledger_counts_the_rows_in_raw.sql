-- File by file: as many rows lie in raw as the ledger says have landed, and no file lies there that
-- the ledger does not know.
with raw_rows as (
    {% for platform, entity, model in raw_readers() %}
        select
            '{{ platform }}' as platform,
            '{{ entity }}' as entity,
            _file_sha256 as file_sha256,
            count(*) as row_count
        from {{ source(platform, entity) }}
        group by _file_sha256
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    files.file_name,
    coalesce(files.platform, raw_rows.platform) as platform,
    coalesce(files.entity, raw_rows.entity) as entity,
    coalesce(files.file_sha256, raw_rows.file_sha256) as file_sha256,
    files.rows_landed,
    raw_rows.row_count as rows_in_raw
from {{ ref("fct_export_files") }} as files
full outer join raw_rows
    on
        files.platform = raw_rows.platform
        and files.entity = raw_rows.entity
        and files.file_sha256 = raw_rows.file_sha256
where coalesce(files.rows_landed, -1) <> coalesce(raw_rows.row_count, 0)
