-- Who is together by k-means and who by the rules.
select
    world_id,
    cluster_name,
    rfm_segment,
    customer_count as clustered_customer_count
from {{ ref("fct_cluster_segments") }}
