with days as (
    {{ newest_export(source("shopee", "traffic_overview"), ["day"], key=["day"]) }}
)

select
    'shopee' as platform,
    shop_id,
    day as traffic_date,
    visitors as visitor_count,
    new_visitors as new_visitor_count,
    existing_visitors as existing_visitor_count,
    page_views as page_view_count,
    new_followers as new_follower_count,
    _file_sha256,
    _row
from days
