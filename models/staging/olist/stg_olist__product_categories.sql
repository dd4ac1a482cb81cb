with categories as (
    {{ newest_export(
        source("olist", "product_categories"),
        ["product_category_name"],
        key=["product_category_name"]
    ) }}
)

select
    'olist' as platform,
    shop_id,
    product_category_name as product_category,
    product_category_name_english as product_category_english,
    _file_sha256,
    _row
from categories
