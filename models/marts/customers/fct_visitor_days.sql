select
    {{ surrogate_key(["platform", "shop_id", "visitor_id", "session_date"]) }} as visitor_day_key,
    platform,
    shop_id,
    visitor_id,
    session_date,
    next_session_date,
    rfm_segment,
    cast(session_count as bigint) as session_count
from {{ ref("int_visitors__days") }}
