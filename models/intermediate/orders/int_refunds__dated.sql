-- Every refund with both its days: what the platform states; else, for an order that left and was
-- cancelled, all that was to be paid for its goods.
with stated as (
    select * from {{ ref("int_refunds__unioned") }}
),

orders as (
    select * from {{ ref("int_orders__counted") }}
),

stated_of_orders as (
    select
        orders.order_key,
        stated.refund_type,
        stated.refund_amount,
        stated.refund_date,
        false as is_amount_derived
    from stated
    inner join orders
        on
            stated.platform = orders.platform
            and stated.shop_id = orders.shop_id
            and stated.order_id = orders.order_id
),

-- The parcel went out and came back unpaid or was paid back: nothing of it is kept.
undelivered as (
    select
        orders.order_key,
        'undelivered' as refund_type,
        orders.gmv_amount - orders.seller_voucher_amount as refund_amount,
        cast(null as date) as refund_date,
        true as is_amount_derived
    from orders
    left join stated_of_orders
        on orders.order_key = stated_of_orders.order_key
    where
        orders.order_status = 'cancelled'
        and orders.is_counted
        and stated_of_orders.order_key is null
),

refunds as (
    select * from stated_of_orders
    union all
    select * from undelivered
),

placed as (
    select
        refunds.order_key,
        orders.platform,
        orders.shop_id,
        orders.order_id,
        refunds.refund_type,
        orders.is_counted,
        orders.order_date,
        -- Where the platform does not tell the day, the day the order ended, else the order's own.
        coalesce(refunds.refund_date, orders.closed_date, orders.order_date) as refund_date,
        refunds.refund_date is null as is_date_estimated,
        refunds.is_amount_derived,
        orders.currency,
        refunds.refund_amount as paid_back_amount,
        case when orders.is_counted then refunds.refund_amount else 0 end as refund_amount
    from refunds
    inner join orders
        on refunds.order_key = orders.order_key
)

select
    {{ surrogate_key(["order_key", "refund_type"]) }} as refund_key,
    *
from placed
