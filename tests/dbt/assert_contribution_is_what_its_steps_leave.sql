-- Order by order, and per day against the orders and expenses that the day is made of.
with orders_apart as (
    select order_key as row_key
    from {{ ref("fct_order_costs") }}
    where
        contribution_before_marketing_amount
        <> covered_net_revenue_amount - covered_cost_amount - covered_fee_amount
        - covered_shipping_amount
        or (is_covered and covered_net_revenue_amount is distinct from net_revenue_amount)
        or (
            not is_covered
            and coalesce(covered_net_revenue_amount, contribution_before_marketing_amount)
            is not null
        )
        or (is_covered and (fee_amount is null or not is_counted))
),

days as (
    select
        platform,
        shop_id,
        currency,
        contribution_date,
        sum(covered_net_revenue_amount) as covered_net_revenue_amount,
        sum(contribution_before_marketing_amount) as contribution_before_marketing_amount,
        sum(packing_amount) as packing_amount
    from {{ ref("fct_contribution_daily") }}
    group by platform, shop_id, currency, contribution_date
),

parts as (
    select
        platform,
        shop_id,
        currency,
        order_date as contribution_date,
        covered_net_revenue_amount,
        contribution_before_marketing_amount,
        0 as packing_amount
    from {{ ref("fct_order_costs") }}
    union all
    select
        platform,
        shop_id,
        currency,
        expense_date as contribution_date,
        0 as covered_net_revenue_amount,
        0 as contribution_before_marketing_amount,
        expense_amount as packing_amount
    from {{ ref("int_expenses__grouped") }}
    where expense_group = 'fulfilment'
),

days_of_parts as (
    select
        platform,
        shop_id,
        currency,
        contribution_date,
        sum(covered_net_revenue_amount) as covered_net_revenue_amount,
        sum(contribution_before_marketing_amount) as contribution_before_marketing_amount,
        sum(packing_amount) as packing_amount
    from parts
    group by platform, shop_id, currency, contribution_date
)

select row_key
from orders_apart
union all
select
    {{ surrogate_key([
        "days_of_parts.platform", "days_of_parts.shop_id", "days_of_parts.currency",
        "days_of_parts.contribution_date"
    ]) }} as row_key
from days_of_parts
full outer join days
    on
        days_of_parts.platform = days.platform
        and days_of_parts.shop_id = days.shop_id
        and days_of_parts.currency = days.currency
        and days_of_parts.contribution_date = days.contribution_date
where
    coalesce(days_of_parts.covered_net_revenue_amount, 0)
    <> coalesce(days.covered_net_revenue_amount, 0)
    or coalesce(days_of_parts.contribution_before_marketing_amount, 0)
    <> coalesce(days.contribution_before_marketing_amount, 0)
    or coalesce(days_of_parts.packing_amount, 0) <> coalesce(days.packing_amount, 0)
