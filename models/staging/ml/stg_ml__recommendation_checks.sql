select
    world_id,
    shop_id,
    currency,
    list_name,
    method,
    is_chosen,
    held_out_from_date,
    held_out_to_date,
    case_count,
    hit_count,
    popularity_hit_count,
    random_hit_count
from {{ source("ml", "recommendation_checks") }}
