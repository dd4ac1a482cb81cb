with landing_pages as (
    {{ newest_export(source("ga4", "landing_pages"), ["date", "landing_page"]) }}
)

select
    'ga4' as platform,
    shop_id,
    date as session_date,
    landing_page as page_path,
    sessions as session_count,
    active_users as visitor_count,
    new_users as new_visitor_count,
    _file_sha256,
    _row
from landing_pages
