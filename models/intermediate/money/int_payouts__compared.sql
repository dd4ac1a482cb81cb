-- Our number of each order beside what the platform says of it, on the days on which it was paid
-- out and taken back.
with settlements as (
    select
        platform,
        shop_id,
        order_id,
        currency,
        settled_date,
        sum(coalesce(gross_amount, 0) + coalesce(seller_discount_amount, 0)) as sold_amount,
        sum(coalesce(refund_amount, 0)) as refund_amount,
        sum(coalesce(platform_subsidy_amount, 0)) as platform_subsidy_amount,
        sum(coalesce(shipping_amount, 0)) as shipping_amount,
        sum(
            coalesce(commission_fee_amount, 0)
            + coalesce(payment_fee_amount, 0)
            + coalesce(service_fee_amount, 0)
        ) as fee_amount,
        sum(coalesce(affiliate_fee_amount, 0)) as affiliate_amount,
        sum(coalesce(ad_fee_amount, 0)) as ad_payment_amount,
        sum(coalesce(tax_amount, 0)) as tax_amount,
        sum(coalesce(other_amount, 0)) as other_amount,
        sum(net_amount) as net_amount
    from {{ ref("int_settlements__unioned") }}
    -- Some exports also announce what is still to be paid, without a day.
    where settled_date is not null
    group by platform, shop_id, order_id, currency, settled_date
),

ranked as (
    select
        *,
        row_number() over (
            partition by platform, shop_id, order_id, currency order by settled_date
        ) as day_rank,
        -- The days on which something was taken back, the last of them first.
        row_number() over (
            partition by platform, shop_id, order_id, currency
            order by case when refund_amount <> 0 then 0 else 1 end, settled_date desc
        ) as refund_rank,
        sum(refund_amount) over (
            partition by platform, shop_id, order_id, currency
        ) as order_refund_amount
    from settlements
),

orders as (
    select * from {{ ref("int_orders__settled") }}
),

joined as (
    select
        ranked.*,
        orders.order_key is not null as has_order,
        case
            when ranked.day_rank = 1 then orders.gmv_amount - orders.seller_voucher_amount else 0
        end
        - case when ranked.refund_rank = 1 then orders.refund_amount else 0 end as our_amount,
        -- A buyer gets back what the buyer paid; what the platform paid of the price it takes back
        -- itself: in proportion to the goods that came back, and no more than is missing. A
        -- discount on paying in a certain way is given back to the buyer.
        case
            when
                ranked.refund_rank = 1
                and -ranked.order_refund_amount > orders.refund_amount
                and orders.gmv_amount > 0
                then
                    -least(
                        {{ share_of(
                            "coalesce(orders.platform_voucher_amount, 0)",
                            "-ranked.order_refund_amount",
                            "orders.gmv_amount"
                        ) }},
                        -ranked.order_refund_amount - orders.refund_amount
                    )
            else 0
        end as voucher_taken_back_amount
    from ranked
    left join orders
        on
            ranked.platform = orders.platform
            and ranked.shop_id = orders.shop_id
            and ranked.order_id = orders.order_id
            and ranked.currency = orders.currency
)

select
    platform,
    shop_id,
    order_id,
    currency,
    settled_date,
    {{ money("case when has_order then our_amount else 0 end") }} as our_amount,
    {{ money("case when has_order then 0 else sold_amount + refund_amount end") }}
        as not_in_orders_amount,
    {{ money("voucher_taken_back_amount + platform_subsidy_amount") }} as platform_voucher_amount,
    {{ money("shipping_amount") }} as shipping_amount,
    {{ money("fee_amount") }} as fee_amount,
    {{ money("affiliate_amount") }} as affiliate_amount,
    {{ money("ad_payment_amount") }} as ad_payment_amount,
    {{ money("tax_amount") }} as tax_amount,
    {{ money("other_amount") }} as other_amount,
    {{ money("net_amount") }} as net_amount
from joined
