with products as (
    {{ newest_export(source("olist", "products"), ["product_id"], key=["product_id"]) }}
)

select
    'olist' as platform,
    shop_id,
    product_id,
    cast(null as {{ dbt.type_string() }}) as product_name,
    product_category_name as product_category,
    _file_sha256,
    _row
from products
