-- Per platform, shop and currency: the days of fct_sales_daily add up to fct_orders.
with days as (
    select
        platform,
        shop_id,
        currency,
        sum(placed_order_count) as placed_order_count,
        sum(order_count) as order_count,
        sum(unit_count) as unit_count,
        sum(new_customer_count) as new_customer_count,
        sum(placed_amount) as placed_amount,
        sum(gmv_amount) as gmv_amount,
        sum(seller_voucher_amount) as seller_voucher_amount,
        sum(refund_amount) as refund_amount,
        sum(net_revenue_amount) as net_revenue_amount,
        sum(costed_net_revenue_amount) as costed_net_revenue_amount,
        sum(gross_profit_amount) as gross_profit_amount
    from {{ ref("fct_sales_daily") }}
    where not is_reported
    group by platform, shop_id, currency
),

orders as (
    select
        platform,
        shop_id,
        currency,
        count(*) as placed_order_count,
        sum(case when is_counted then 1 else 0 end) as order_count,
        sum(case when is_counted then unit_count else 0 end) as unit_count,
        sum(case when is_first_order then 1 else 0 end) as new_customer_count,
        sum(placed_amount) as placed_amount,
        sum(gmv_amount) as gmv_amount,
        sum(seller_voucher_amount) as seller_voucher_amount,
        sum(refund_amount) as refund_amount,
        sum(net_revenue_amount) as net_revenue_amount,
        sum(costed_net_revenue_amount) as costed_net_revenue_amount,
        sum(gross_profit_amount) as gross_profit_amount
    from {{ ref("fct_orders") }}
    group by platform, shop_id, currency
)

-- What is on one side only; a sum that differs is on both.
(
    select * from days
    except
    select * from orders
)
union all
(
    select * from orders
    except
    select * from days
)
