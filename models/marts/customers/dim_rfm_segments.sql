select
    rfm_segment,
    cast(segment_rank as bigint) as segment_rank,
    meaning,
    strategy
from {{ ref("rfm_segments") }}
