-- The hour of an order is one of its business day: both follow from the same clock.
select
    orders.order_key,
    orders.order_date,
    orders.ordered_at
from {{ ref("fct_orders") }} as orders
where cast({{ shop_time("orders.ordered_at", "orders.platform") }} as date) <> orders.order_date
