-- Which of the products that pages list by name a customer has bought.
with customers as (
    select * from {{ ref("rpt_customer_list__customers") }}
),

keys as (
    select
        customer_key,
        platform,
        customer_id
    from {{ ref("dim_customers") }}
),

bought as (
    select distinct
        orders.world_id,
        orders.customer_key,
        products.product_name
    from {{ ref("fct_customer_orders") }} as orders
    inner join {{ ref("fct_sold_items") }} as items
        on orders.order_key = items.order_key
    inner join {{ ref("dim_stock_items") }} as products
        on
            items.world_id = products.world_id
            and items.stock_item_key = products.stock_item_key
    where
        orders.customer_key is not null
        and products.lifetime_gmv_rank <= {{ var("listed_products") }}
)

select
    bought.world_id,
    customers.customer_rank,
    bought.product_name
from bought
inner join keys
    on bought.customer_key = keys.customer_key
inner join customers
    on
        bought.world_id = customers.world_id
        and keys.platform = customers.platform
        and keys.customer_id = customers.customer_id
