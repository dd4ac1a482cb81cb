-- Per platform, shop and currency: the money and the lines of staging are in fct_order_items, or
-- counted among those whose order no file holds. Nothing is doubled by a join and nothing lost.
with staged as (
    {% for model in staged("order_items") %}
        select
            platform,
            shop_id,
            currency,
            count(*) as line_count,
            sum(item_amount) as amount
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
        1 as line_count,
        placed_amount as amount
    from {{ ref("fct_order_items") }}
    union all
    select
        platform,
        shop_id,
        currency,
        row_count as line_count,
        unmatched_amount as amount
    from {{ ref("fct_unmatched_orders") }}
    where entity = 'order_items'
),

held_totals as (
    select
        platform,
        shop_id,
        currency,
        sum(line_count) as line_count,
        sum(amount) as amount
    from held
    group by platform, shop_id, currency
)

select
    coalesce(staged.platform, held_totals.platform) as platform,
    coalesce(staged.shop_id, held_totals.shop_id) as shop_id,
    coalesce(staged.currency, held_totals.currency) as currency,
    staged.line_count as staged_line_count,
    held_totals.line_count as held_line_count,
    staged.amount as staged_amount,
    held_totals.amount as held_amount
from staged
full outer join held_totals
    on
        staged.platform = held_totals.platform
        and staged.shop_id = held_totals.shop_id
        and staged.currency = held_totals.currency
where
    staged.line_count is distinct from held_totals.line_count
    or staged.amount is distinct from held_totals.amount
