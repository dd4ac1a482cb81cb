-- Orders with what came back of them and what their goods cost: the money of fct_orders.
with orders as (
    select * from {{ ref("int_orders__counted") }}
),

refunds_per_order as (
    select
        order_key,
        sum(refund_amount) as refund_amount
    from {{ ref("int_refunds__dated") }}
    group by order_key
),

costs_per_order as (
    select
        order_key,
        sum(cost_amount) as cost_amount,
        count(*) = count(cost_amount) as is_costed
    from {{ ref("int_order_items__costed") }}
    group by order_key
),

first_days as (
    select
        platform,
        shop_id,
        customer_id,
        min(ordered_at) as first_ordered_at
    from orders
    where is_counted and customer_id is not null
    group by platform, shop_id, customer_id
),

-- Two orders at the same moment: only one of them is the first.
first_orders as (
    select
        orders.platform,
        orders.shop_id,
        orders.customer_id,
        min(orders.order_id) as first_order_id
    from orders
    inner join first_days
        on
            orders.platform = first_days.platform
            and orders.shop_id = first_days.shop_id
            and orders.customer_id = first_days.customer_id
            and orders.ordered_at = first_days.first_ordered_at
    where orders.is_counted
    group by orders.platform, orders.shop_id, orders.customer_id
),

joined as (
    select
        orders.*,
        coalesce(refunds_per_order.refund_amount, 0) as refund_amount,
        coalesce(costs_per_order.is_costed, orders.line_count = 0) as is_costed,
        costs_per_order.cost_amount,
        coalesce(orders.order_id = first_orders.first_order_id, false) as is_first_order
    from orders
    left join refunds_per_order
        on orders.order_key = refunds_per_order.order_key
    left join costs_per_order
        on orders.order_key = costs_per_order.order_key
    left join first_orders
        on
            orders.platform = first_orders.platform
            and orders.shop_id = first_orders.shop_id
            and orders.customer_id = first_orders.customer_id
)

select
    *,
    gmv_amount - seller_voucher_amount - refund_amount as net_revenue_amount,
    -- Unknown cost is unknown margin: such an order is in neither of the two.
    case when is_costed then gmv_amount - seller_voucher_amount - refund_amount else 0 end
        as costed_net_revenue_amount,
    case
        when is_costed
            then gmv_amount - seller_voucher_amount - refund_amount - coalesce(cost_amount, 0)
        else 0
    end as gross_profit_amount
from joined
