-- Orders by the day they were placed, and what was paid back by the day that happened: two clocks
-- that come to the same over a lifetime.
with shops as (
    select * from {{ ref("dim_shops") }}
),

channels as (
    select * from {{ ref("dim_channels") }}
),

by_order_date as (
    select
        world_id,
        channel_name,
        order_date as activity_date,
        count(*) as placed_order_count,
        sum(case when is_counted then 1 else 0 end) as order_count,
        sum(case when order_status = 'cancelled' and not is_counted then 1 else 0 end)
            as cancelled_order_count,
        sum(case when order_status = 'cancelled' and is_counted then 1 else 0 end)
            as undelivered_order_count,
        sum(case when refund_amount > 0 then 1 else 0 end) as refunded_order_count,
        sum(gmv_amount) as gmv_amount,
        sum(refund_amount) as refund_amount
    from {{ ref("fct_order_traits") }}
    group by world_id, channel_name, order_date
),

by_refund_date as (
    select
        {{ world_id("sales") }} as world_id,
        channels.channel_name,
        sales.sale_date as activity_date,
        sum(sales.refund_on_refund_date_amount * sales.exchange_rate)
            as refund_on_refund_date_amount
    from {{ ref("fct_sales_daily") }} as sales
    inner join shops
        on sales.shop_id = shops.shop_id
    inner join channels
        on sales.channel_id = channels.channel_id
    where not sales.is_reported
    group by {{ world_id("sales") }}, channels.channel_name, sales.sale_date
)

select
    by_refund_date.world_id,
    by_refund_date.channel_name,
    by_refund_date.activity_date,
    {% for count in [
        "placed_order_count", "order_count", "cancelled_order_count", "undelivered_order_count",
        "refunded_order_count",
    ] %}
        cast(coalesce(by_order_date.{{ count }}, 0) as bigint) as {{ count }},
    {% endfor %}
    {{ money("coalesce(by_order_date.gmv_amount, 0)") }} as gmv_amount,
    {{ money("coalesce(by_order_date.refund_amount, 0)") }} as refund_amount,
    {{ money("by_refund_date.refund_on_refund_date_amount") }} as refund_on_refund_date_amount
from by_refund_date
left join by_order_date
    on
        by_refund_date.world_id = by_order_date.world_id
        and by_refund_date.channel_name = by_order_date.channel_name
        and by_refund_date.activity_date = by_order_date.activity_date
