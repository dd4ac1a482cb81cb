with returned_lines as (
    select *
    from {{ ref("base_shopee__order_lines") }}
    -- "The request has been accepted". The order's own status may stay "completed".
    where return_status = 'คำขอได้รับการยอมรับแล้ว' and returned_quantity > 0 and quantity > 0
)

select
    'shopee' as platform,
    shop_id,
    order_id,
    'return' as refund_type,
    -- The order file has neither the amount nor the day: the share of the subtotal that came back.
    {{ money("sum(" ~ share_of("line_subtotal", "returned_quantity", "quantity") ~ ")") }}
        as refund_amount,
    cast(null as date) as refund_date,
    max(currency) as currency,
    min(_file_sha256) as _file_sha256,
    min(_row) as _row
from returned_lines
group by shop_id, order_id
