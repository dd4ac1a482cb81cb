-- Which orders count, and with how much. A status that the vocabulary does not hold is shown and
-- does not count; an order cancelled after it left counts, and what came back is a refund.
with orders as (
    select * from {{ ref("int_orders__unioned") }}
),

customers as (
    select * from {{ ref("int_customers__unioned") }}
),

words as (
    select distinct
        platform,
        platform_status
    from orders
),

-- Each word of the orders with its meaning, in capitals or not: exports of one platform differ in
-- them ("To ship", "To Ship"). A word of the seed may end in a % for text that differs from order
-- to order; of several that fit the longest is meant, so that no order is doubled.
statuses as (
    select
        words.platform,
        words.platform_status,
        seed.order_status,
        row_number() over (
            partition by words.platform, words.platform_status
            order by length(seed.platform_status) desc, seed.platform_status asc
        ) as match_rank
    from words
    inner join {{ ref("order_statuses") }} as seed
        on
            words.platform = seed.platform
            and lower(words.platform_status) like lower(seed.platform_status)
),

line_totals as (
    select
        platform,
        shop_id,
        order_id,
        count(*) as line_count,
        sum(quantity) as unit_count,
        sum(item_amount) as item_amount,
        sum(shipping_amount) as line_shipping_amount
    from {{ ref("int_order_items__unioned") }}
    group by platform, shop_id, order_id
),

judged as (
    select
        orders.*,
        customers.customer_id as known_customer_id,
        customers.country as customer_country,
        customers.province as customer_province,
        coalesce(statuses.order_status, 'unknown') as order_status,
        coalesce(line_totals.line_count, 0) as line_count,
        coalesce(line_totals.unit_count, 0) as unit_count,
        coalesce(line_totals.item_amount, 0) as item_amount,
        line_totals.line_shipping_amount,
        coalesce(
            statuses.order_status in ('to_ship', 'shipped', 'delivered', 'completed')
            or (statuses.order_status = 'cancelled' and orders.has_left),
            false
        ) as is_counted
    from orders
    left join statuses
        on
            orders.platform = statuses.platform
            and orders.platform_status = statuses.platform_status
            and statuses.match_rank = 1
    left join customers
        on
            orders.platform = customers.platform
            and orders.shop_id = customers.shop_id
            and orders.platform_customer_id = customers.platform_customer_id
    left join line_totals
        on
            orders.platform = line_totals.platform
            and orders.shop_id = line_totals.shop_id
            and orders.order_id = line_totals.order_id
)

select
    {{ surrogate_key(["platform", "shop_id", "order_id"]) }} as order_key,
    platform,
    shop_id,
    order_id,
    coalesce(known_customer_id, platform_customer_id) as customer_id,
    platform_status,
    order_status,
    is_counted,
    has_left,
    ordered_at,
    order_date,
    closed_date,
    paid_at,
    shipped_at,
    delivered_at,
    completed_at,
    cancelled_at,
    promised_at,
    payment_method,
    coalesce(country, customer_country) as country,
    coalesce(province, customer_province) as province,
    currency,
    line_count,
    unit_count,
    item_amount as placed_amount,
    case when is_counted then item_amount else 0 end as gmv_amount,
    case when is_counted then coalesce(seller_voucher_amount, 0) else 0 end
        as seller_voucher_amount,
    case when is_counted then platform_voucher_amount end as platform_voucher_amount,
    coalesce(buyer_shipping_amount, line_shipping_amount) as buyer_shipping_amount,
    fee_amount,
    _file_sha256,
    _row
from judged
