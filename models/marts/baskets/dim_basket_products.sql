select
    {{ surrogate_key(["world_id", "stock_item_key"]) }} as basket_product_key,
    world_id,
    stock_item_key,
    platform,
    shop_id,
    product_name,
    product_category,
    product_department,
    {{ money("unit_price_amount") }} as unit_price_amount,
    price_band,
    cast(basket_count as bigint) as basket_count,
    cast(gmv_rank as bigint) as gmv_rank
from {{ ref("int_baskets__products") }}
