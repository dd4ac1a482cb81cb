-- Order by order: what was placed, what counts as GMV, and the number of lines and pieces, are
-- those of the lines in fct_order_items. So totals of the two facts agree over any set of orders.
with line_totals as (
    select
        order_key,
        currency,
        count(*) as line_count,
        sum(quantity) as unit_count,
        sum(placed_amount) as placed_amount,
        sum(gmv_amount) as gmv_amount
    from {{ ref("fct_order_items") }}
    group by order_key, currency
)

select
    orders.order_key,
    orders.line_count,
    line_totals.line_count as lines_there_are,
    orders.placed_amount,
    line_totals.placed_amount as placed_on_lines,
    orders.gmv_amount,
    line_totals.gmv_amount as gmv_on_lines
from {{ ref("fct_orders") }} as orders
full outer join line_totals
    on
        orders.order_key = line_totals.order_key
        and orders.currency = line_totals.currency
where
    orders.order_key is null
    or orders.line_count <> coalesce(line_totals.line_count, 0)
    or orders.unit_count <> coalesce(line_totals.unit_count, 0)
    or orders.placed_amount <> coalesce(line_totals.placed_amount, 0)
    or orders.gmv_amount <> coalesce(line_totals.gmv_amount, 0)
