{# The rows of a test that a fact holds all that staging holds, each once: per platform, shop and
   currency, rows and money of staging against those of the fact and of what fits no order. #}
{% macro facts_equal_staging(entity, staged_amount, fact, fact_amount, where="true") %}
with staged as (
    {% for model in staged(entity) %}
        select
            platform,
            shop_id,
            currency,
            count(*) as row_count,
            sum({{ staged_amount }}) as amount
        from {{ ref(model) }}
        group by platform, shop_id, currency
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

held as (
    select
        platform,
        shop_id,
        currency,
        1 as row_count,
        {{ fact_amount }} as amount
    from {{ fact }}
    where {{ where }}
    union all
    select
        platform,
        shop_id,
        currency,
        row_count,
        unmatched_amount as amount
    from {{ ref("fct_unmatched_orders") }}
    where entity = '{{ entity }}'
),

held_totals as (
    select
        platform,
        shop_id,
        currency,
        sum(row_count) as row_count,
        sum(amount) as amount
    from held
    group by platform, shop_id, currency
)

select
    coalesce(staged.platform, held_totals.platform) as platform,
    coalesce(staged.shop_id, held_totals.shop_id) as shop_id,
    coalesce(staged.currency, held_totals.currency) as currency,
    staged.row_count as staged_row_count,
    held_totals.row_count as held_row_count,
    staged.amount as staged_amount,
    held_totals.amount as held_amount
from staged
full outer join held_totals
    on
        staged.platform = held_totals.platform
        and staged.shop_id = held_totals.shop_id
        and staged.currency = held_totals.currency
where
    staged.row_count is distinct from held_totals.row_count
    or staged.amount is distinct from held_totals.amount
{% endmacro %}
