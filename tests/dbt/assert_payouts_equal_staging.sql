-- What platforms released, per platform, shop and currency: every row of a settlement that has
-- a day is reconciled.
with settled as (
    {% for model in staged("settlements") %}
        select
            platform,
            shop_id,
            currency,
            sum(net_amount) as amount
        from {{ ref(model) }}
        where settled_date is not null
        group by platform, shop_id, currency
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

reconciled as (
    select
        platform,
        shop_id,
        currency,
        sum(platform_amount) as amount
    from {{ ref("fct_reconciliation_daily") }}
    where basis = 'payout'
    group by platform, shop_id, currency
)

select
    coalesce(settled.platform, reconciled.platform) as platform,
    coalesce(settled.shop_id, reconciled.shop_id) as shop_id,
    coalesce(settled.currency, reconciled.currency) as currency,
    settled.amount,
    reconciled.amount as reconciled_amount
from settled
full outer join reconciled
    on
        settled.platform = reconciled.platform
        and settled.shop_id = reconciled.shop_id
        and settled.currency = reconciled.currency
where coalesce(settled.amount, 0) <> coalesce(reconciled.amount, 0)
