-- Orders in the currency of their world, which is what may be added up, with who bought and through
-- which channel: what customers are judged by.
with orders as (
    select * from {{ ref("int_orders__fees") }}
),

line_totals as (
    select
        order_key,
        sum(gmv_amount) as gmv_amount
    from {{ ref("int_order_items__in_worlds") }}
    group by order_key
),

channels as (
    select *
    from {{ ref("channel_map") }}
    where platform_channel = 'orders'
),

converted as (
    select
        orders.*,
        coalesce(reporting.reporting_currency, orders.currency) as world_currency,
        {{ exchange_rate("orders") }} as exchange_rate
    from orders
    {{ exchange_rate_joins("orders", "order_date") }}
),

-- Each order is converted and rounded once, its GMV line by line, so that whatever is summed over
-- orders sums to the same.
amounts as (
    select
        converted.*,
        {{ money("case when converted.line_count > 0 then line_totals.gmv_amount else 0 end") }}
            as world_gmv_amount,
        {{ money("converted.seller_voucher_amount * converted.exchange_rate") }}
            as world_seller_voucher_amount,
        {{ money("converted.refund_amount * converted.exchange_rate") }} as world_refund_amount
    from converted
    left join line_totals
        on converted.order_key = line_totals.order_key
)

select
    amounts.order_key,
    amounts.platform,
    amounts.shop_id,
    amounts.order_id,
    {{ dbt.concat(["amounts.shop_id", "' · '", "amounts.world_currency"]) }} as world_id,
    amounts.world_currency as currency,
    channels.channel_id,
    channels.channel_name,
    case
        when amounts.customer_id is not null
            then {{ surrogate_key(["amounts.platform", "amounts.shop_id", "amounts.customer_id"]) }}
    end as customer_key,
    amounts.ordered_at,
    amounts.order_date,
    amounts.order_status,
    amounts.is_counted,
    amounts.is_first_order,
    amounts.province,
    cast(amounts.unit_count as bigint) as unit_count,
    amounts.world_gmv_amount as gmv_amount,
    amounts.world_seller_voucher_amount as seller_voucher_amount,
    amounts.world_refund_amount as refund_amount,
    {{ money(
        "amounts.world_gmv_amount - amounts.world_seller_voucher_amount - amounts.world_refund_amount"
    ) }} as net_revenue_amount,
    {{ money("amounts.covered_net_revenue_amount * amounts.exchange_rate") }}
        as covered_net_revenue_amount,
    {{ money("amounts.contribution_before_marketing_amount * amounts.exchange_rate") }}
        as contribution_before_marketing_amount
from amounts
left join channels
    on amounts.platform = channels.platform
