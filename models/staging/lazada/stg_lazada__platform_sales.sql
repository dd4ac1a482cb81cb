with days as (
    {{ newest_export(source("lazada", "key_metrics"), ["sales_date"], key=["sales_date"]) }}
)

select
    'lazada' as platform,
    shop_id,
    -- Cancelled and returned amounts stand beside the revenue, so it is of all orders placed.
    'placed' as basis,
    sales_date,
    currency,
    revenue as sales_amount,
    orders as order_count,
    units_sold as unit_count,
    visitors as visitor_count,
    pageviews as page_view_count,
    buyers as buyer_count,
    cast(null as {{ dbt.type_bigint() }}) as new_buyer_count,
    cast(null as {{ dbt.type_bigint() }}) as cancelled_order_count,
    cancelled_amount,
    cast(null as {{ dbt.type_bigint() }}) as returned_order_count,
    returned_amount,
    _file_sha256,
    _row
from days
