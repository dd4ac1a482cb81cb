-- Counted orders with what is known of their buyer: how long after the one before, and the segment
-- and status as of the shop's last day. Orders without a customer are a guest's.
with orders as (
    select
        *,
        lag(order_date) over (
            partition by world_id, customer_key order by ordered_at, order_id
        ) as previous_order_date
    from {{ ref("int_orders__in_worlds") }}
    where is_counted
)

select
    orders.order_key,
    orders.platform,
    orders.shop_id,
    orders.order_id,
    orders.world_id,
    orders.currency,
    orders.channel_name,
    orders.customer_key,
    orders.order_date,
    case when orders.customer_key is not null then orders.previous_order_date end
        as previous_order_date,
    case
        when orders.customer_key is null then 'Guests'
        when orders.is_first_order then 'New'
        else 'Returning'
    end as buyer_kind,
    coalesce(customers.rfm_segment, 'Guests') as rfm_segment,
    coalesce(customers.customer_status, 'Guests') as customer_status,
    orders.unit_count,
    orders.gmv_amount,
    orders.net_revenue_amount
from orders
left join {{ ref("int_customers__current") }} as customers
    on
        orders.world_id = customers.world_id
        and orders.customer_key = customers.customer_key
