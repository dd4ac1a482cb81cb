select
    world_id,
    channel_name,
    order_date as activity_date,
    {{ money("sum(gmv_amount)") }} as gmv_amount,
    cast(sum(unit_count) as bigint) as unit_count,
    {{ money("sum(costed_kept_amount)") }} as costed_kept_amount,
    {{ money("sum(item_profit_amount)") }} as item_profit_amount
from {{ ref("fct_sold_items") }}
group by world_id, channel_name, order_date
