with baskets as (
    {{ newest_export(source("groceries", "baskets"), ["_row"]) }}
)

select
    shop_id,
    -- The set numbers no baskets: a basket is its line of the file.
    cast(_row as {{ dbt.type_string() }}) as basket_id,
    items,
    _file_sha256,
    _row
from baskets
