select
    'amazon' as platform,
    shop_id,
    order_id,
    'cancellation' as refund_type,
    {{ money("sum(item_price)") }} as refund_amount,
    cast(null as date) as refund_date,
    min(order_currency) as currency,
    min(_file_sha256) as _file_sha256,
    min(_row) as _row
from {{ ref("base_amazon__order_lines") }}
-- A line that fell out of an order that went on and is still priced; most have no price by then.
where has_fallen_out = 1 and item_price > 0
group by shop_id, order_id
