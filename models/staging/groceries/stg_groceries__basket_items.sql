with baskets as (
    {{ newest_export(source("groceries", "baskets"), ["_row"]) }}
)

select
    'groceries' as platform,
    shop_id,
    -- The set numbers no baskets: a basket is its line of the file.
    cast(_row as {{ dbt.type_string() }}) as basket_id,
    item as item_name,
    _file_sha256,
    _row
from ({{ split_to_rows("baskets", ["shop_id", "_file_sha256", "_row"], "items", ",", "item") }})
    as items
