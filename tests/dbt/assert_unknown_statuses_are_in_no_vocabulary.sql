-- Unknown means that the seed does not hold the platform's word, and nothing else.
select
    orders.platform,
    orders.platform_status,
    orders.order_status,
    statuses.order_status as status_of_seed
from {{ ref("fct_orders") }} as orders
left join {{ ref("order_statuses") }} as statuses
    on
        orders.platform = statuses.platform
        and orders.platform_status = statuses.platform_status
where orders.order_status <> coalesce(statuses.order_status, 'unknown')
