with days as (
    select
        shop_id,
        follower_date,
        'api' as told_by,
        followers as follower_count,
        targeted_reaches as reachable_count,
        blocks as blocked_count,
        _file_sha256,
        _row
    from {{ ref("base_line_oa__followers") }}
    -- Until LINE has counted a day, its answer holds no figures. Of an answer without a day nobody
    -- can say which it was; a suite at the door tells of it.
    where status = 'ready' and follower_date is not null
    union all
    select
        shop_id,
        date as follower_date,
        'manager' as told_by,
        friend_count as follower_count,
        target_reach_count as reachable_count,
        block_count as blocked_count,
        _file_sha256,
        _row
    from {{ ref("base_line_oa__friends") }}
),

ranked as (
    select
        *,
        -- A day that both tell is taken from the API, whose headers nobody had to map.
        row_number() over (partition by shop_id, follower_date order by told_by) as telling
    from days
)

select
    'line_oa' as platform,
    shop_id,
    follower_date,
    told_by,
    follower_count,
    reachable_count,
    blocked_count,
    -- Followers are all who ever added the account: those who blocked it since are still in them.
    follower_count - blocked_count as audience_count,
    _file_sha256,
    _row
from ranked
where telling = 1
