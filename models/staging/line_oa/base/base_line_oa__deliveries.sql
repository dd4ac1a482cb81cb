with answers as (
    select
        *,
        -- An answer names no day: the file's name does, else the seller has added it.
        coalesce(date, cast(_period_end as date)) as delivery_date
    from {{ source("line_oa", "deliveries") }}
)

{{ newest_export("answers", ["delivery_date"], key=["delivery_date"]) }}
