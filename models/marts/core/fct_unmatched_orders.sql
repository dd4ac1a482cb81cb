-- A file of orders may be missing, or a row of it in quarantine, while its lines and payments are
-- there. They have no day and no status, so no other fact can hold them; here they are counted.
with named as (
    select
        'order_items' as entity,
        platform,
        shop_id,
        order_id,
        currency,
        item_amount as amount
    from {{ ref("int_order_items__unioned") }}
    union all
    select
        'payments' as entity,
        platform,
        shop_id,
        order_id,
        currency,
        payment_amount as amount
    from {{ ref("int_payments__unioned") }}
    union all
    select
        'refunds' as entity,
        platform,
        shop_id,
        order_id,
        currency,
        refund_amount as amount
    from {{ ref("int_refunds__unioned") }}
),

orders as (
    select
        order_key,
        platform,
        shop_id,
        order_id
    from {{ ref("int_orders__counted") }}
)

select
    {{ surrogate_key([
        "named.entity", "named.platform", "named.shop_id", "named.order_id", "named.currency"
    ]) }} as unmatched_order_key,
    named.entity,
    named.platform,
    named.shop_id,
    named.order_id,
    named.currency,
    count(*) as row_count,
    {{ money("sum(named.amount)") }} as unmatched_amount
from named
left join orders
    on
        named.platform = orders.platform
        and named.shop_id = orders.shop_id
        and named.order_id = orders.order_id
where orders.order_key is null
group by
    named.entity,
    named.platform,
    named.shop_id,
    named.order_id,
    named.currency
