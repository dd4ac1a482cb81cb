-- A day in two files is that of the file that reaches furthest, all its hours.
{{ newest_export(
    source("shopee", "shop_stats"),
    ["cast(interval_start as date)"],
    key=["interval_start"]
) }}
