-- What a platform keeps of each order. The settlement is the authority; until an order is settled
-- its own export's estimate stands in, and where there is neither the fees are unknown, not 0.
with orders as (
    select * from {{ ref("int_orders__settled") }}
),

settled_orders as (
    select
        platform,
        shop_id,
        order_id,
        currency,
        -coalesce(sum(commission_fee_amount), 0)
        - coalesce(sum(payment_fee_amount), 0)
        - coalesce(sum(service_fee_amount), 0) as fee_amount,
        -coalesce(sum(shipping_amount), 0) as seller_shipping_amount,
        -coalesce(sum(affiliate_fee_amount), 0) as affiliate_commission_amount,
        count(gross_amount) > 0 as is_paid_out
    from {{ ref("int_settlements__unioned") }}
    where order_id is not null
    group by platform, shop_id, order_id, currency
),

affiliate_lines as (
    {% for model in staged("affiliate_orders") %}
        select
            platform,
            shop_id,
            order_id,
            currency,
            coalesce(actual_commission_amount, estimated_commission_amount, 0)
            + coalesce(actual_ads_commission_amount, estimated_ads_commission_amount, 0)
            + coalesce(actual_bonus_amount, estimated_bonus_amount, 0) as commission_amount
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

affiliate_orders as (
    select
        platform,
        shop_id,
        order_id,
        currency,
        sum(commission_amount) as commission_amount
    from affiliate_lines
    group by platform, shop_id, order_id, currency
),

costed as (
    select
        orders.order_key,
        orders.platform,
        orders.shop_id,
        orders.order_id,
        orders.order_date,
        orders.currency,
        coalesce(settled_orders.is_paid_out, false) as is_paid_out,
        orders.is_costed,
        case
            when settled_orders.is_paid_out then settled_orders.fee_amount else orders.fee_amount
        end as fee_amount,
        case
            when settled_orders.is_paid_out then settled_orders.seller_shipping_amount
            when orders.fee_amount is not null then 0
        end as seller_shipping_amount,
        -- A creator is paid for what buyers keep, so an order that does not count is expected to
        -- cost nothing; one that is settled costs what was taken off.
        case
            when settled_orders.is_paid_out then settled_orders.affiliate_commission_amount
            when orders.is_counted then coalesce(affiliate_orders.commission_amount, 0)
            else 0
        end as affiliate_commission_amount,
        orders.is_counted,
        orders.customer_id,
        orders.is_first_order,
        orders.ordered_at,
        orders.order_status,
        orders.province,
        orders.line_count,
        orders.unit_count,
        orders.gmv_amount,
        orders.seller_voucher_amount,
        orders.refund_amount,
        orders.net_revenue_amount,
        orders.gross_profit_amount
    from orders
    left join settled_orders
        on
            orders.platform = settled_orders.platform
            and orders.shop_id = settled_orders.shop_id
            and orders.order_id = settled_orders.order_id
            and orders.currency = settled_orders.currency
    left join affiliate_orders
        on
            orders.platform = affiliate_orders.platform
            and orders.shop_id = affiliate_orders.shop_id
            and orders.order_id = affiliate_orders.order_id
            and orders.currency = affiliate_orders.currency
),

judged as (
    select
        *,
        is_counted and is_costed and fee_amount is not null as is_covered
    from costed
)

-- An order of which one cost is unknown has an unknown contribution: it is in none of the covered
-- amounts, and the share of revenue that they cover tells how much they speak for.
select
    *,
    case when is_covered then net_revenue_amount end as covered_net_revenue_amount,
    case when is_covered then net_revenue_amount - gross_profit_amount end as covered_cost_amount,
    case when is_covered then fee_amount end as covered_fee_amount,
    case when is_covered then seller_shipping_amount end as covered_shipping_amount,
    case when is_covered then gross_profit_amount - fee_amount - seller_shipping_amount end
        as contribution_before_marketing_amount
from judged
