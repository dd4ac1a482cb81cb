with customers as (
    {{ newest_export(source("olist", "customers"), ["customer_id"], key=["customer_id"]) }}
)

select
    'olist' as platform,
    shop_id,
    -- The set gives every order its own customer id; the person is the unique id.
    customer_id as platform_customer_id,
    customer_unique_id as customer_id,
    'Brazil' as country,
    customer_state as province,
    _file_sha256,
    _row
from customers
