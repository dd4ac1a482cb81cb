-- An order counts by its status alone: never unpaid, never with a status that the vocabulary does
-- not hold, never cancelled before it left; and every other order does.
with judged as (
    select
        orders.order_key,
        orders.platform_status,
        orders.order_status,
        orders.is_counted,
        staged.has_left,
        case
            when orders.order_status in ('unpaid', 'unknown') then false
            when orders.order_status = 'cancelled' then staged.has_left
            else true
        end as should_count
    from {{ ref("fct_orders") }} as orders
    inner join {{ ref("int_orders__unioned") }} as staged
        on
            orders.platform = staged.platform
            and orders.shop_id = staged.shop_id
            and orders.order_id = staged.order_id
)

select *
from judged
where is_counted <> should_count
