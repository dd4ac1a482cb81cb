with messages as (
    {{ newest_export(source("line_oa", "chats"), ["coalesce(chat_id, _file_sha256)"]) }}
),

renamed as (
    select
        shop_id,
        -- Messages whose customer nobody named are taken for one chat of their file.
        coalesce(chat_id, _file_sha256) as chat_id,
        cast(
            row_number() over (
                partition by shop_id, coalesce(chat_id, _file_sha256) order by _row
            ) as integer
        ) as message_number,
        sender_type,
        sender_id,
        {{ utc_from_local("sent_at", "line_oa") }} as sent_at,
        has_content,
        _file_sha256,
        _row
    from messages
)

select
    'line_oa' as platform,
    shop_id,
    chat_id,
    message_number,
    sender_type,
    sender_id,
    sent_at,
    {{ business_date("sent_at", "line_oa") }} as sent_date,
    has_content,
    _file_sha256,
    _row
from renamed
