-- Each buyer with a counted order has one first order, on the day that dim_customers says.
with first_orders as (
    select
        customer_key,
        count(*) as first_order_count,
        min(order_date) as first_order_date
    from {{ ref("fct_orders") }}
    where is_first_order
    group by customer_key
)

select
    customers.customer_key,
    customers.first_order_date,
    first_orders.first_order_date as date_of_first_order,
    first_orders.first_order_count
from {{ ref("dim_customers") }} as customers
full outer join first_orders
    on customers.customer_key = first_orders.customer_key
where
    customers.first_order_date is distinct from first_orders.first_order_date
    or first_orders.first_order_count > 1
