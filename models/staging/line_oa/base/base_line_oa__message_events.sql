-- Figures of a broadcast settle for a day: the file changed last has the final ones.
{{ newest_export(source("line_oa", "message_events"), ["request_id"], key=["request_id"]) }}
