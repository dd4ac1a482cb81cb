-- What is left of sales before marketing, and what parcels cost that no platform sends: the steps
-- from net revenue to contribution but for the last, which fct_marketing_spend_daily holds.
with steps as (
    select
        platform,
        shop_id,
        'orders' as platform_channel,
        currency,
        order_date as contribution_date,
        covered_net_revenue_amount,
        covered_cost_amount,
        covered_fee_amount,
        covered_shipping_amount,
        contribution_before_marketing_amount,
        0 as packing_amount
    from {{ ref("int_orders__fees") }}
    where is_counted
    union all
    select
        platform,
        shop_id,
        'own_costs' as platform_channel,
        currency,
        expense_date as contribution_date,
        cast(null as {{ money_type() }}) as covered_net_revenue_amount,
        cast(null as {{ money_type() }}) as covered_cost_amount,
        cast(null as {{ money_type() }}) as covered_fee_amount,
        cast(null as {{ money_type() }}) as covered_shipping_amount,
        cast(null as {{ money_type() }}) as contribution_before_marketing_amount,
        expense_amount as packing_amount
    from {{ ref("int_expenses__grouped") }}
    where expense_group = 'fulfilment'
),

contribution_days as (
    select
        steps.platform,
        steps.shop_id,
        channels.channel_id,
        steps.currency,
        steps.contribution_date,
        sum(steps.covered_net_revenue_amount) as covered_net_revenue_amount,
        sum(steps.covered_cost_amount) as covered_cost_amount,
        sum(steps.covered_fee_amount) as covered_fee_amount,
        sum(steps.covered_shipping_amount) as covered_shipping_amount,
        sum(steps.contribution_before_marketing_amount) as contribution_before_marketing_amount,
        sum(steps.packing_amount) as packing_amount
    from steps
    left join {{ ref("channel_map") }} as channels
        on
            steps.platform = channels.platform
            and steps.platform_channel = channels.platform_channel
    group by
        steps.platform,
        steps.shop_id,
        channels.channel_id,
        steps.currency,
        steps.contribution_date
)

select
    {{ surrogate_key([
        "contribution_days.platform", "contribution_days.shop_id", "contribution_days.channel_id",
        "contribution_days.currency", "contribution_days.contribution_date"
    ]) }} as contribution_daily_key,
    contribution_days.platform,
    contribution_days.shop_id,
    contribution_days.channel_id,
    contribution_days.currency,
    {{ exchange_rate("contribution_days") }} as exchange_rate,
    contribution_days.contribution_date,
    {{ money("contribution_days.covered_net_revenue_amount") }} as covered_net_revenue_amount,
    {{ money("contribution_days.covered_cost_amount") }} as covered_cost_amount,
    {{ money("contribution_days.covered_fee_amount") }} as covered_fee_amount,
    {{ money("contribution_days.covered_shipping_amount") }} as covered_shipping_amount,
    {{ money("contribution_days.contribution_before_marketing_amount") }}
        as contribution_before_marketing_amount,
    {{ money("contribution_days.packing_amount") }} as packing_amount
from contribution_days
{{ exchange_rate_joins("contribution_days", "contribution_date") }}
