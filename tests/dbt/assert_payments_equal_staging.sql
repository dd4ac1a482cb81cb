-- Per platform, shop and currency: the payments of staging are in fct_payments, each once, or
-- counted among those whose order no file holds.
with staged as (
    {% for model in staged("payments") %}
        select
            platform,
            shop_id,
            currency,
            count(*) as payment_count,
            sum(payment_amount) as amount
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
        1 as payment_count,
        payment_amount as amount
    from {{ ref("fct_payments") }}
    union all
    select
        platform,
        shop_id,
        currency,
        row_count as payment_count,
        unmatched_amount as amount
    from {{ ref("fct_unmatched_orders") }}
    where entity = 'payments'
),

held_totals as (
    select
        platform,
        shop_id,
        currency,
        sum(payment_count) as payment_count,
        sum(amount) as amount
    from held
    group by platform, shop_id, currency
)

select
    coalesce(staged.platform, held_totals.platform) as platform,
    coalesce(staged.shop_id, held_totals.shop_id) as shop_id,
    coalesce(staged.currency, held_totals.currency) as currency,
    staged.payment_count as staged_payment_count,
    held_totals.payment_count as held_payment_count,
    staged.amount as staged_amount,
    held_totals.amount as held_amount
from staged
full outer join held_totals
    on
        staged.platform = held_totals.platform
        and staged.shop_id = held_totals.shop_id
        and staged.currency = held_totals.currency
where
    staged.payment_count is distinct from held_totals.payment_count
    or staged.amount is distinct from held_totals.amount
