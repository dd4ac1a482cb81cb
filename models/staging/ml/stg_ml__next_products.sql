select
    world_id,
    shop_id,
    currency,
    customer_key,
    platform,
    recommendation_rank,
    stock_item_key,
    method
from {{ source("ml", "next_products") }}
