select
    world_id,
    shop_id,
    currency,
    customer_key,
    platform,
    recency_score,
    frequency_score,
    monetary_score,
    cluster_number,
    cluster_name,
    centre_distance
from {{ ref("stg_ml__customer_clusters") }}
