with items as (
    {{ split_to_rows(
        ref("base_groceries__baskets"),
        ["shop_id", "basket_id", "_file_sha256", "_row"],
        "items",
        ",",
        "item_name"
    ) }}
)

select
    'groceries' as platform,
    shop_id,
    basket_id,
    -- Within a line the set leaves blanks behind two of the names.
    trim(item_name) as item_name,
    _file_sha256,
    _row
from items
