-- Unknown means that no word of the seed fits the platform's, and nothing else. Of several that fit
-- the longest is meant.
with fitting as (
    select
        orders.order_key,
        max(length(statuses.platform_status)) as longest
    from {{ ref("fct_orders") }} as orders
    inner join {{ ref("order_statuses") }} as statuses
        on
            orders.platform = statuses.platform
            and lower(orders.platform_status) like lower(statuses.platform_status)
    group by orders.order_key
)

select
    orders.platform,
    orders.platform_status,
    orders.order_status,
    statuses.order_status as status_of_seed
from {{ ref("fct_orders") }} as orders
left join fitting on orders.order_key = fitting.order_key
left join {{ ref("order_statuses") }} as statuses
    on
        orders.platform = statuses.platform
        and lower(orders.platform_status) like lower(statuses.platform_status)
        and fitting.longest = length(statuses.platform_status)
where orders.order_status <> coalesce(statuses.order_status, 'unknown')
