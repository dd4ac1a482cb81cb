-- Two kinds of rows, never of the same platform: what its orders add up to, and what a business
-- reports per day without telling its orders. Reported days know no GMV: that stays null, not 0.
with orders as (
    select * from {{ ref("int_orders__settled") }}
),

channels as (
    select *
    from {{ ref("channel_map") }}
    where platform_channel = 'orders'
),

by_order_date as (
    select
        platform,
        shop_id,
        currency,
        order_date as sale_date,
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
        sum(gross_profit_amount) as gross_profit_amount,
        sum(gmv_amount - seller_voucher_amount) as sold_amount
    from orders
    group by platform, shop_id, currency, order_date
),

by_refund_date as (
    select
        platform,
        shop_id,
        currency,
        refund_date as sale_date,
        sum(refund_amount) as refund_amount
    from {{ ref("int_refunds__dated") }}
    group by platform, shop_id, currency, refund_date
),

sale_days as (
    select
        platform,
        shop_id,
        currency,
        sale_date
    from by_order_date
    union
    select
        platform,
        shop_id,
        currency,
        sale_date
    from by_refund_date
),

from_orders as (
    select
        sale_days.platform,
        sale_days.shop_id,
        sale_days.currency,
        sale_days.sale_date,
        false as is_reported,
        coalesce(by_order_date.placed_order_count, 0) as placed_order_count,
        coalesce(by_order_date.order_count, 0) as order_count,
        coalesce(by_order_date.unit_count, 0) as unit_count,
        coalesce(by_order_date.new_customer_count, 0) as new_customer_count,
        coalesce(by_order_date.placed_amount, 0) as placed_amount,
        coalesce(by_order_date.gmv_amount, 0) as gmv_amount,
        coalesce(by_order_date.seller_voucher_amount, 0) as seller_voucher_amount,
        coalesce(by_order_date.refund_amount, 0) as refund_amount,
        coalesce(by_refund_date.refund_amount, 0) as refund_on_refund_date_amount,
        coalesce(by_order_date.net_revenue_amount, 0) as net_revenue_amount,
        coalesce(by_order_date.sold_amount, 0) - coalesce(by_refund_date.refund_amount, 0)
            as net_revenue_on_refund_date_amount,
        coalesce(by_order_date.costed_net_revenue_amount, 0) as costed_net_revenue_amount,
        coalesce(by_order_date.gross_profit_amount, 0) as gross_profit_amount
    from sale_days
    left join by_order_date
        on
            sale_days.platform = by_order_date.platform
            and sale_days.shop_id = by_order_date.shop_id
            and sale_days.currency = by_order_date.currency
            and sale_days.sale_date = by_order_date.sale_date
    left join by_refund_date
        on
            sale_days.platform = by_refund_date.platform
            and sale_days.shop_id = by_refund_date.shop_id
            and sale_days.currency = by_refund_date.currency
            and sale_days.sale_date = by_refund_date.sale_date
),

reported as (
    select
        platform,
        shop_id,
        currency,
        sale_date,
        true as is_reported,
        cast(null as bigint) as placed_order_count,
        order_count,
        cast(null as bigint) as unit_count,
        new_customer_count,
        cast(null as {{ money_type() }}) as placed_amount,
        cast(null as {{ money_type() }}) as gmv_amount,
        cast(null as {{ money_type() }}) as seller_voucher_amount,
        cast(null as {{ money_type() }}) as refund_amount,
        cast(null as {{ money_type() }}) as refund_on_refund_date_amount,
        net_revenue_amount,
        net_revenue_amount as net_revenue_on_refund_date_amount,
        case when gross_profit_amount is not null then net_revenue_amount else 0 end
            as costed_net_revenue_amount,
        coalesce(gross_profit_amount, 0) as gross_profit_amount
    from {{ ref("int_reported_sales__unioned") }}
),

unioned as (
    select * from from_orders
    union all
    select * from reported
)

select
    {{ surrogate_key([
        "unioned.platform", "unioned.shop_id", "unioned.currency", "unioned.sale_date"
    ]) }} as sales_daily_key,
    unioned.platform,
    unioned.shop_id,
    channels.channel_id,
    unioned.currency,
    {{ exchange_rate("unioned") }} as exchange_rate,
    unioned.sale_date,
    unioned.is_reported,
    cast(unioned.placed_order_count as bigint) as placed_order_count,
    cast(unioned.order_count as bigint) as order_count,
    cast(unioned.unit_count as bigint) as unit_count,
    cast(unioned.new_customer_count as bigint) as new_customer_count,
    {{ money("unioned.placed_amount") }} as placed_amount,
    {{ money("unioned.gmv_amount") }} as gmv_amount,
    {{ money("unioned.seller_voucher_amount") }} as seller_voucher_amount,
    {{ money("unioned.refund_amount") }} as refund_amount,
    {{ money("unioned.refund_on_refund_date_amount") }} as refund_on_refund_date_amount,
    {{ money("unioned.net_revenue_amount") }} as net_revenue_amount,
    {{ money("unioned.net_revenue_on_refund_date_amount") }} as net_revenue_on_refund_date_amount,
    {{ money("unioned.costed_net_revenue_amount") }} as costed_net_revenue_amount,
    {{ money("unioned.gross_profit_amount") }} as gross_profit_amount
from unioned
left join channels
    on unioned.platform = channels.platform
{{ exchange_rate_joins("unioned", "sale_date") }}
