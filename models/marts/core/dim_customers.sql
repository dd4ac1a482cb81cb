with orders as (
    select *
    from {{ ref("int_orders__settled") }}
    where customer_id is not null
),

shop_starts as (
    select
        platform,
        shop_id,
        min(order_date) as first_data_date
    from {{ ref("int_orders__settled") }}
    group by platform, shop_id
),

per_customer as (
    select
        platform,
        shop_id,
        customer_id,
        min(case when is_counted then order_date end) as first_order_date,
        max(case when is_counted then order_date end) as last_order_date,
        sum(case when is_counted then 1 else 0 end) as order_count,
        count(*) as placed_order_count
    from orders
    group by platform, shop_id, customer_id
),

newest_orders as (
    select
        platform,
        shop_id,
        customer_id,
        country,
        province,
        row_number() over (
            partition by platform, shop_id, customer_id order by ordered_at desc, order_id desc
        ) as order_rank
    from orders
)

select
    {{ surrogate_key([
        "per_customer.platform", "per_customer.shop_id", "per_customer.customer_id"
    ]) }} as customer_key,
    per_customer.platform,
    per_customer.shop_id,
    per_customer.customer_id,
    newest_orders.country,
    newest_orders.province,
    per_customer.first_order_date,
    per_customer.last_order_date,
    cast(per_customer.order_count as bigint) as order_count,
    per_customer.placed_order_count,
    coalesce(
        {{ dbt.datediff("shop_starts.first_data_date", "per_customer.first_order_date", "day") }}
        < {{ var("new_customer_uncertain_days") }},
        false
    ) as is_first_order_uncertain
from per_customer
inner join shop_starts
    on
        per_customer.platform = shop_starts.platform
        and per_customer.shop_id = shop_starts.shop_id
inner join newest_orders
    on
        per_customer.platform = newest_orders.platform
        and per_customer.shop_id = newest_orders.shop_id
        and per_customer.customer_id = newest_orders.customer_id
        and newest_orders.order_rank = 1
