with orders as (
    select * from {{ ref("int_orders__fees") }}
),

channels as (
    select *
    from {{ ref("channel_map") }}
    where platform_channel = 'orders'
)

select
    orders.order_key,
    orders.platform,
    orders.shop_id,
    orders.order_id,
    channels.channel_id,
    orders.order_date,
    orders.currency,
    orders.is_counted,
    orders.is_paid_out,
    orders.is_covered,
    {{ money("orders.net_revenue_amount") }} as net_revenue_amount,
    {{ money("orders.fee_amount") }} as fee_amount,
    {{ money("orders.seller_shipping_amount") }} as seller_shipping_amount,
    {{ money("orders.affiliate_commission_amount") }} as affiliate_commission_amount,
    {{ money("orders.covered_net_revenue_amount") }} as covered_net_revenue_amount,
    {{ money("orders.covered_cost_amount") }} as covered_cost_amount,
    {{ money("orders.covered_fee_amount") }} as covered_fee_amount,
    {{ money("orders.covered_shipping_amount") }} as covered_shipping_amount,
    {{ money("orders.contribution_before_marketing_amount") }}
        as contribution_before_marketing_amount
from orders
left join channels
    on orders.platform = channels.platform
