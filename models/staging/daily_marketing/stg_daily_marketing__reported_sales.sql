with business as (
    {{ newest_export(source("daily_marketing", "business"), ["date"], key=["date"]) }}
)

select
    'daily_marketing' as platform,
    shop_id,
    date as sale_date,
    currency,
    orders as order_count,
    new_customers as new_customer_count,
    total_revenue as net_revenue_amount,
    gross_profit as gross_profit_amount,
    _file_sha256,
    _row
from business
