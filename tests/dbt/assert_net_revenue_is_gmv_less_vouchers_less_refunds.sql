-- Order by order, with the refunds of fct_refunds; an order that does not count has none of them.
with refunds_per_order as (
    select
        order_key,
        sum(refund_amount) as refund_amount
    from {{ ref("fct_refunds") }}
    group by order_key
)

select
    orders.order_key,
    orders.is_counted,
    orders.gmv_amount,
    orders.seller_voucher_amount,
    orders.refund_amount,
    refunds_per_order.refund_amount as refunds_there_are,
    orders.net_revenue_amount
from {{ ref("fct_orders") }} as orders
left join refunds_per_order
    on orders.order_key = refunds_per_order.order_key
where
    orders.net_revenue_amount
    <> orders.gmv_amount - orders.seller_voucher_amount - orders.refund_amount
    or orders.refund_amount <> coalesce(refunds_per_order.refund_amount, 0)
    or (
        not orders.is_counted
        and (
            orders.gmv_amount <> 0
            or orders.seller_voucher_amount <> 0
            or orders.refund_amount <> 0
        )
    )
