select distinct
    channel_id,
    channel_name,
    channel_type
from {{ ref("channel_map") }}
