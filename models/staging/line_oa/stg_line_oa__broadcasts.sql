-- What the API sends and what the OA Manager sends are two lists: neither holds the other's.
with sent_by_api as (
    select * from {{ ref("base_line_oa__message_events") }}
),

sent_by_manager as (
    select * from {{ ref("base_line_oa__broadcasts") }}
),

broadcasts as (
    select
        shop_id,
        request_id as broadcast_id,
        'api' as sent_by,
        -- Seconds since 1970, UTC.
        {{ dbt.dateadd("second", "sent_at_epoch", "cast('1970-01-01' as timestamp)") }} as sent_at,
        cast(null as {{ dbt.type_string() }}) as message_title,
        delivered as delivered_count,
        -- Null below 20 people, which is not 0.
        unique_impressions as opened_count,
        unique_clicks as clicked_count,
        unique_media_plays as played_count,
        case
            when
                coalesce(
                    message_1_impressions,
                    message_2_impressions,
                    message_3_impressions,
                    message_4_impressions,
                    message_5_impressions
                ) is not null
                then
                    coalesce(message_1_impressions, 0)
                    + coalesce(message_2_impressions, 0)
                    + coalesce(message_3_impressions, 0)
                    + coalesce(message_4_impressions, 0)
                    + coalesce(message_5_impressions, 0)
        end as impression_count,
        _file_sha256,
        _row
    from sent_by_api
    union all
    select
        shop_id,
        {{ surrogate_key(["sent_at", "message_title"]) }} as broadcast_id,
        'manager' as sent_by,
        {{ utc_from_local("sent_at", "line_oa") }} as sent_at,
        message_title,
        delivered_count,
        opened_count,
        clicked_count,
        cast(null as {{ dbt.type_bigint() }}) as played_count,
        cast(null as {{ dbt.type_bigint() }}) as impression_count,
        _file_sha256,
        _row
    from sent_by_manager
)

select
    'line_oa' as platform,
    shop_id,
    broadcast_id,
    sent_by,
    sent_at,
    {{ business_date("sent_at", "line_oa") }} as sent_date,
    message_title,
    delivered_count,
    opened_count,
    clicked_count,
    played_count,
    impression_count,
    _file_sha256,
    _row
from broadcasts
