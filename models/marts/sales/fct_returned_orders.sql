-- Orders that came back with the reason that was given: of several that of the largest part.
with returns as (
    select * from {{ ref("int_returns__unioned") }}
    where settled_date is not null
),

per_reason as (
    select
        platform,
        shop_id,
        order_id,
        return_reason,
        sum(returned_quantity) as returned_quantity,
        min(settled_date) as settled_date
    from returns
    group by platform, shop_id, order_id, return_reason
),

ranked as (
    select
        *,
        sum(returned_quantity) over (partition by platform, shop_id, order_id) as order_quantity,
        row_number() over (
            partition by platform, shop_id, order_id
            order by returned_quantity desc, return_reason asc
        ) as reason_rank
    from per_reason
)

select
    orders.order_key,
    orders.platform,
    orders.shop_id,
    orders.order_id,
    orders.order_date,
    ranked.settled_date,
    coalesce(reasons.return_reason_name, trim(ranked.return_reason), 'Not stated') as return_reason,
    cast(ranked.order_quantity as bigint) as returned_unit_count
from ranked
inner join {{ ref("int_orders__counted") }} as orders
    on
        ranked.platform = orders.platform
        and ranked.shop_id = orders.shop_id
        and ranked.order_id = orders.order_id
left join {{ ref("return_reasons") }} as reasons
    on lower(trim(ranked.return_reason)) = reasons.spelling
where ranked.reason_rank = 1
