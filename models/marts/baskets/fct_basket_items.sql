select
    basket_item_key,
    basket_key,
    platform,
    shop_id,
    world_id,
    stock_item_key,
    cast(1 as bigint) as product_basket_count,
    cast(unit_count as bigint) as unit_count,
    {{ money("gmv_amount") }} as gmv_amount
from {{ ref("int_baskets__items") }}
