with answers as (
    select
        *,
        -- An answer names no day: the file's name does, else the seller has added it.
        coalesce(date, cast(_period_end as date)) as follower_date
    from {{ source("line_oa", "followers") }}
)

{{ newest_export("answers", ["follower_date"], key=["follower_date"]) }}
