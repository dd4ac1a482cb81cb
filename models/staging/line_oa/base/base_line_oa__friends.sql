{{ newest_export(source("line_oa", "friends"), ["date"], key=["date"]) }}
