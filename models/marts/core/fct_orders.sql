with orders as (
    select * from {{ ref("int_orders__settled") }}
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
    case
        when orders.customer_id is not null
            then {{ surrogate_key(["orders.platform", "orders.shop_id", "orders.customer_id"]) }}
    end as customer_key,
    channels.channel_id,
    orders.platform_status,
    orders.order_status,
    orders.is_counted,
    orders.is_first_order,
    orders.ordered_at,
    orders.order_date,
    orders.paid_at,
    orders.shipped_at,
    orders.delivered_at,
    orders.completed_at,
    orders.cancelled_at,
    orders.promised_at,
    orders.payment_method,
    orders.country,
    orders.province,
    orders.currency,
    orders.line_count,
    cast(orders.unit_count as bigint) as unit_count,
    {{ money("orders.placed_amount") }} as placed_amount,
    {{ money("orders.gmv_amount") }} as gmv_amount,
    {{ money("orders.seller_voucher_amount") }} as seller_voucher_amount,
    {{ money("orders.platform_voucher_amount") }} as platform_voucher_amount,
    {{ money("orders.refund_amount") }} as refund_amount,
    {{ money("orders.net_revenue_amount") }} as net_revenue_amount,
    {{ money("orders.cost_amount") }} as cost_amount,
    {{ money("orders.costed_net_revenue_amount") }} as costed_net_revenue_amount,
    {{ money("orders.gross_profit_amount") }} as gross_profit_amount,
    {{ money("orders.buyer_shipping_amount") }} as buyer_shipping_amount,
    {{ money("orders.fee_amount") }} as fee_amount,
    orders._file_sha256 as source_file_sha256,
    orders._row as source_row
from orders
left join channels
    on orders.platform = channels.platform
