-- How many landed rows of each file staging keeps; the rest are superseded by a newer export.
{% for platform, entity, model in raw_readers() %}
    select
        '{{ platform }}' as platform,
        '{{ entity }}' as entity,
        _file_sha256 as file_sha256,
        count(*) as kept_row_count
    from {{ ref(model) }}
    group by _file_sha256
    {% if not loop.last %}union all{% endif %}
{% endfor %}
