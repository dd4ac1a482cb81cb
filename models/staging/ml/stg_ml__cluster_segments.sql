select
    world_id,
    shop_id,
    currency,
    cluster_number,
    cluster_name,
    rfm_segment,
    customer_count
from {{ source("ml", "cluster_segments") }}
