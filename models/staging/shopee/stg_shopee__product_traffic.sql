with days as (
    {{ newest_export(source("shopee", "product_overview"), ["day"], key=["day"]) }}
)

select
    'shopee' as platform,
    shop_id,
    day as traffic_date,
    visitors as visitor_count,
    page_views as page_view_count,
    visited_products as visited_product_count,
    bounced_visitors as bounced_visitor_count,
    search_clicks as search_click_count,
    likes as like_count,
    add_to_cart_visitors as add_to_cart_visitor_count,
    add_to_cart_units as add_to_cart_count,
    currency,
    placed_buyers as placed_buyer_count,
    placed_units as placed_unit_count,
    placed_sales as placed_sales_amount,
    confirmed_buyers as confirmed_buyer_count,
    confirmed_units as confirmed_unit_count,
    confirmed_sales as confirmed_sales_amount,
    _file_sha256,
    _row
from days
