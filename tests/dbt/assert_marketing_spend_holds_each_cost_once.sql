-- Per kind: what the facts and sheets say it cost. Broadcasts by the sheet, in which each stands
-- once; commission by the orders; media by the ads.
with spent as (
    select
        case
            when spend_kind in ('media', 'affiliates', 'broadcasts') then spend_kind
            else 'expenses'
        end as spend_kind,
        shop_id,
        currency,
        marketing_spend_amount as amount
    from {{ ref("fct_marketing_spend_daily") }}
),

spent_per_kind as (
    select
        spend_kind,
        shop_id,
        currency,
        sum(amount) as amount
    from spent
    group by spend_kind, shop_id, currency
),

costs as (
    select
        'media' as spend_kind,
        shop_id,
        currency,
        spend_amount as amount
    from {{ ref("fct_ad_performance_daily") }}
    union all
    select
        'affiliates' as spend_kind,
        shop_id,
        currency,
        affiliate_commission_amount as amount
    from {{ ref("fct_order_costs") }}
    union all
    select
        'broadcasts' as spend_kind,
        shop_id,
        currency,
        broadcast_cost_amount as amount
    from {{ ref("stg_sheets__line_broadcasts") }}
    union all
    select
        'expenses' as spend_kind,
        expenses.shop_id,
        expenses.currency,
        expenses.expense_amount as amount
    from {{ ref("stg_sheets__expenses") }} as expenses
    inner join {{ ref("expense_groups") }} as expense_groups
        on
            lower(expenses.expense_category) = expense_groups.expense_category
            and expense_groups.expense_group = 'marketing'
),

costs_per_kind as (
    select
        spend_kind,
        shop_id,
        currency,
        sum(amount) as amount
    from costs
    group by spend_kind, shop_id, currency
)

select
    spent_per_kind.spend_kind,
    spent_per_kind.shop_id,
    spent_per_kind.currency,
    spent_per_kind.amount,
    costs_per_kind.amount as amount_of_costs
from spent_per_kind
full outer join costs_per_kind
    on
        spent_per_kind.spend_kind = costs_per_kind.spend_kind
        and spent_per_kind.shop_id = costs_per_kind.shop_id
        and spent_per_kind.currency = costs_per_kind.currency
where coalesce(spent_per_kind.amount, 0) <> coalesce(costs_per_kind.amount, 0)
