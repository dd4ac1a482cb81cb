-- The seller's sheet before the seed. A sheet's amounts are targets of a month, which no page may
-- lay beside another period; what has no currency is a level that any period may be held against.
with sheet as (
    {% for model in staged("targets") %}
        select
            shop_id,
            metric_name,
            target_start_date,
            target_end_date,
            channel_id,
            target_value,
            currency
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    shop_id,
    metric_name,
    channel_id,
    target_start_date,
    target_end_date,
    currency,
    cast(target_value as decimal(18, 6)) as target_value,
    false as is_default
from sheet
union all
select
    cast(null as {{ dbt.type_string() }}) as shop_id,
    metric_name,
    cast(null as {{ dbt.type_string() }}) as channel_id,
    cast('{{ var("calendar_start") }}' as date) as target_start_date,
    cast('{{ var("calendar_end") }}' as date) as target_end_date,
    cast(null as {{ dbt.type_string() }}) as currency,
    cast(target_value as decimal(18, 6)) as target_value,
    true as is_default
from {{ ref("metric_targets") }}
