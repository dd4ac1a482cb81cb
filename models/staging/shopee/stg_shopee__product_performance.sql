select
    'shopee' as platform,
    shop_id,
    cast(_period_start as date) as period_start_date,
    cast(_period_end as date) as period_end_date,
    product_id,
    cast(null as {{ dbt.type_string() }}) as variation_id,
    parent_sku as sku,
    product_name,
    currency,
    impressions as impression_count,
    clicks as click_count,
    visitors as visitor_count,
    page_views as page_view_count,
    add_to_cart_units as add_to_cart_count,
    confirmed_orders as order_count,
    confirmed_units as unit_count,
    confirmed_sales as sales_amount,
    _file_sha256,
    _row
from {{ ref("base_shopee__product_performance") }}
-- A product's own row; those of its variations hold the same sales again and fewer figures. English
-- files are known without the variation's id, but all have its status.
where variation_id is null and variation_status is null
