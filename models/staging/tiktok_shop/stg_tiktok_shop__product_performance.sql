-- A row tells what a product did within the window of its file, and the seller chooses which
-- products are in it: two files of a window complete each other, overlapping windows stay apart.
with products as (
    {{ newest_export(
        source("tiktok_shop", "product_performance"),
        ["_period_start", "_period_end", "product_id"],
        key=["product_id"]
    ) }}
)

select
    'tiktok_shop' as platform,
    shop_id,
    cast(_period_start as date) as period_start_date,
    cast(_period_end as date) as period_end_date,
    product_id,
    cast(null as {{ dbt.type_string() }}) as variation_id,
    cast(null as {{ dbt.type_string() }}) as sku,
    product_name,
    currency,
    impressions as impression_count,
    clicks as click_count,
    cast(null as bigint) as visitor_count,
    cast(null as bigint) as page_view_count,
    add_to_carts as add_to_cart_count,
    orders as order_count,
    units as unit_count,
    gmv as sales_amount,
    _file_sha256,
    _row
from products
