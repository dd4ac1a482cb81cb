-- Late or in time, by where the parcel went.
select
    orders.world_id,
    orders.channel_name,
    orders.province,
    orders.order_date as activity_date,
    cast(sum(case when fulfilment.promised_stage is not null then 1 else 0 end) as bigint)
        as promised_order_count,
    cast(sum(case when fulfilment.is_late then 1 else 0 end) as bigint) as late_order_count,
    cast(sum(case when fulfilment.lead_hour_count is not null then 1 else 0 end) as bigint)
        as delivered_order_count,
    cast(sum(coalesce(fulfilment.lead_hour_count, 0)) as bigint) as lead_hour_count
from {{ ref("fct_order_traits") }} as orders
inner join {{ ref("fct_order_fulfilment") }} as fulfilment
    on orders.order_key = fulfilment.order_key
group by orders.world_id, orders.channel_name, orders.province, orders.order_date
