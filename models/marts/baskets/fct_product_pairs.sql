select
    product_pair_key,
    platform,
    shop_id,
    world_id,
    scope_type,
    scope_name,
    as_of_date,
    first_item_key,
    first_product_name,
    second_item_key,
    second_product_name,
    pair_basket_count,
    first_basket_count,
    second_basket_count,
    scope_basket_count
from {{ ref("int_baskets__pairs") }}
