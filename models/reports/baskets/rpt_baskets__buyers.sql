-- The same baskets by who bought them.
select
    world_id,
    channel_name,
    rfm_segment,
    buyer_type,
    coalesce(order_date, date '{{ var("calendar_start") }}') as activity_date,
    cast(sum(basket_count) as bigint) as basket_count,
    cast(sum(joint_basket_count) as bigint) as joint_basket_count,
    cast(sum(basket_item_count) as bigint) as basket_item_count,
    cast(sum(case when order_date is not null then basket_count end) as bigint) as order_count,
    {{ money("sum(gmv_amount)") }} as gmv_amount
from {{ ref("fct_baskets") }}
group by 1, 2, 3, 4, 5
