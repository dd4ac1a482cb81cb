-- Per platform, shop and currency: what platforms state as paid back is in fct_refunds, each once,
-- or counted among those whose order no file holds. What follows from a status comes on top.
with staged as (
    {% for model in staged("refunds") %}
        select
            platform,
            shop_id,
            currency,
            count(*) as refund_count,
            sum(refund_amount) as amount
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
        1 as refund_count,
        paid_back_amount as amount
    from {{ ref("fct_refunds") }}
    where not is_amount_derived
    union all
    select
        platform,
        shop_id,
        currency,
        row_count as refund_count,
        unmatched_amount as amount
    from {{ ref("fct_unmatched_orders") }}
    where entity = 'refunds'
),

held_totals as (
    select
        platform,
        shop_id,
        currency,
        sum(refund_count) as refund_count,
        sum(amount) as amount
    from held
    group by platform, shop_id, currency
)

select
    coalesce(staged.platform, held_totals.platform) as platform,
    coalesce(staged.shop_id, held_totals.shop_id) as shop_id,
    coalesce(staged.currency, held_totals.currency) as currency,
    staged.refund_count as staged_refund_count,
    held_totals.refund_count as held_refund_count,
    staged.amount as staged_amount,
    held_totals.amount as held_amount
from staged
full outer join held_totals
    on
        staged.platform = held_totals.platform
        and staged.shop_id = held_totals.shop_id
        and staged.currency = held_totals.currency
where
    staged.refund_count is distinct from held_totals.refund_count
    or staged.amount is distinct from held_totals.amount
