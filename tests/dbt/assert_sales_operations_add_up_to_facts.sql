-- Per world: GMV, net revenue, refunds and orders of the pages are those of fct_sales_daily at
-- its exchange rates. Converted amounts are rounded once per line, order or day, each by at most
-- half of the last digit; counts are exact.
with facts as (
    select
        {{ world_id("sales") }} as world_id,
        sum(sales.gmv_amount * sales.exchange_rate) as gmv_amount,
        sum(sales.net_revenue_amount * sales.exchange_rate) as net_revenue_amount,
        sum(sales.refund_amount * sales.exchange_rate) as refund_amount,
        sum(sales.refund_on_refund_date_amount * sales.exchange_rate)
            as refund_on_refund_date_amount,
        sum(sales.order_count) as order_count,
        sum(sales.placed_order_count) as placed_order_count,
        sum(sales.unit_count) as unit_count
    from {{ ref("fct_sales_daily") }} as sales
    inner join {{ ref("dim_shops") }} as shops
        on sales.shop_id = shops.shop_id
    where not sales.is_reported
    group by {{ world_id("sales") }}
),

sold as (
    select
        world_id,
        sum(gmv_amount) as gmv_amount,
        sum(net_revenue_amount) as net_revenue_amount,
        sum(order_count) as order_count,
        sum(unit_count) as unit_count
    from {{ ref("rpt_sales_operations__daily") }}
    group by world_id
),

fulfilled as (
    select
        world_id,
        sum(refund_amount) as refund_amount,
        sum(refund_on_refund_date_amount) as refund_on_refund_date_amount,
        sum(placed_order_count) as placed_order_count
    from {{ ref("rpt_fulfilment__daily") }}
    group by world_id
),

line_counts as (
    select
        world_id,
        count(*) as line_count
    from {{ ref("fct_sold_items") }}
    group by world_id
)

select
    facts.*,
    sold.gmv_amount as gmv_sold,
    sold.net_revenue_amount as net_revenue_sold,
    fulfilled.refund_amount as refund_fulfilled
from facts
full outer join sold
    on facts.world_id = sold.world_id
left join fulfilled
    on facts.world_id = fulfilled.world_id
left join line_counts
    on facts.world_id = line_counts.world_id
where
    facts.world_id is null
    or sold.world_id is null
    or facts.order_count <> sold.order_count
    or facts.unit_count <> sold.unit_count
    or facts.placed_order_count <> coalesce(fulfilled.placed_order_count, 0)
    or abs(facts.gmv_amount - sold.gmv_amount) > 0.00005 * coalesce(line_counts.line_count, 0)
    or abs(facts.net_revenue_amount - sold.net_revenue_amount)
    > 0.00015 * (coalesce(line_counts.line_count, 0) + facts.placed_order_count)
    or abs(facts.refund_amount - fulfilled.refund_amount) > 0.00005 * facts.placed_order_count
    or abs(facts.refund_on_refund_date_amount - fulfilled.refund_on_refund_date_amount)
    > 0.00005 * facts.placed_order_count
