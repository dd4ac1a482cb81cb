with days as (
    select *
    from {{ ref("base_line_oa__deliveries") }}
    -- Until LINE has counted a day, its answer holds no figures. Of an answer without a day nobody
    -- can say which it was; a suite at the door tells of it.
    where status = 'ready' and delivery_date is not null
)

-- A kind of message that was not sent is left out of the answer: that is none, not unknown.
select
    'line_oa' as platform,
    shop_id,
    delivery_date,
    coalesce(broadcast, 0) as broadcast_count,
    coalesce(targeting, 0) as targeted_count,
    coalesce(auto_response, 0) as auto_response_count,
    coalesce(welcome_response, 0) as welcome_count,
    coalesce(chat, 0) as chat_count,
    coalesce(api_broadcast, 0) as api_broadcast_count,
    coalesce(api_push, 0) as api_push_count,
    coalesce(api_multicast, 0) as api_multicast_count,
    coalesce(api_narrowcast, 0) as api_narrowcast_count,
    coalesce(api_reply, 0) as api_reply_count,
    _file_sha256,
    _row
from days
