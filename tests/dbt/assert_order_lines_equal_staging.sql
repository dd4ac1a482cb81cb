-- Per platform, shop and currency: the money and the lines of staging are in fct_order_items, or
-- counted among those whose order no file holds. Nothing is doubled by a join and nothing lost.
{{ facts_equal_staging("order_items", "item_amount", ref("fct_order_items"), "placed_amount") }}
