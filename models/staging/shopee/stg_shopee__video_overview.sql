{% set last_day = "substring(data_period, length(data_period) - 9, 10)" %}

with overviews as (
    {{ newest_export(source("shopee", "video_overview"), ["data_period"], key=["data_period"]) }}
)

select
    'shopee' as platform,
    shop_id,
    -- "01-09-2026 - 30-09-2026", or a single day.
    cast({{ dbt.concat([
        "substring(data_period, 7, 4)", "'-'",
        "substring(data_period, 4, 2)", "'-'",
        "substring(data_period, 1, 2)"
    ]) }} as date) as period_start_date,
    cast({{ dbt.concat([
        "substring(" ~ last_day ~ ", 7, 4)", "'-'",
        "substring(" ~ last_day ~ ", 4, 2)", "'-'",
        "substring(" ~ last_day ~ ", 1, 2)"
    ]) }} as date) as period_end_date,
    videos_with_products as video_count,
    videos_with_sales as selling_video_count,
    views as view_count,
    viewers as viewer_count,
    likes as like_count,
    comments as comment_count,
    shares as share_count,
    new_followers as new_follower_count,
    currency,
    placed_orders as placed_order_count,
    placed_sales as placed_sales_amount,
    confirmed_orders as confirmed_order_count,
    confirmed_sales as confirmed_sales_amount,
    _file_sha256,
    _row
from overviews
