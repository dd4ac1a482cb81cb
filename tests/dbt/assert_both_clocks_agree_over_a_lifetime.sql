-- Refunds by the day of their order and by the day they happened are the same refunds: per
-- platform, shop and currency their sums are equal, and so are the two net revenues. A refund that
-- falls out of the days would break this.
with days as (
    select
        platform,
        shop_id,
        currency,
        sum(refund_amount) as refund_amount,
        sum(refund_on_refund_date_amount) as refund_on_refund_date_amount,
        sum(net_revenue_amount) as net_revenue_amount,
        sum(net_revenue_on_refund_date_amount) as net_revenue_on_refund_date_amount
    from {{ ref("fct_sales_daily") }}
    group by platform, shop_id, currency
),

refunds as (
    select
        platform,
        shop_id,
        currency,
        sum(refund_amount) as refund_amount
    from {{ ref("fct_refunds") }}
    group by platform, shop_id, currency
)

select
    days.platform,
    days.shop_id,
    days.currency,
    days.refund_amount,
    days.refund_on_refund_date_amount,
    refunds.refund_amount as refunds_there_are,
    days.net_revenue_amount,
    days.net_revenue_on_refund_date_amount
from days
left join refunds
    on
        days.platform = refunds.platform
        and days.shop_id = refunds.shop_id
        and days.currency = refunds.currency
where
    coalesce(days.refund_amount, 0) <> coalesce(refunds.refund_amount, 0)
    or coalesce(days.refund_on_refund_date_amount, 0) <> coalesce(refunds.refund_amount, 0)
    or days.net_revenue_amount <> days.net_revenue_on_refund_date_amount
