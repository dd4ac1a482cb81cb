{{ newest_export(
    source("line_oa", "broadcasts"),
    ["sent_at", "coalesce(message_title, '')"],
    key=["sent_at", "coalesce(message_title, '')"]
) }}
