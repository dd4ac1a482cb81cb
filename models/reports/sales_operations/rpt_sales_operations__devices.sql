select
    world_id,
    channel_name,
    device,
    order_date as activity_date,
    {{ money("sum(gmv_amount)") }} as device_gmv_amount,
    cast(count(*) as bigint) as device_order_count
from {{ ref("fct_order_traits") }}
where is_counted and device <> 'Not stated'
group by world_id, channel_name, device, order_date
