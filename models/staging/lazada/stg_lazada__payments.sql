with delivered_units as (
    select *
    from {{ ref("base_lazada__order_units") }}
    -- The file tells no time of payment. What has reached its buyer is paid, whatever the method.
    where lower(order_status) in ('delivered', 'confirmed', 'returned')
)

select
    'lazada' as platform,
    shop_id,
    order_id,
    1 as payment_number,
    min(payment_method) as payment_method,
    cast(null as integer) as instalment_count,
    {{ money("sum(paid_price + coalesce(shipping_fee, 0))") }} as payment_amount,
    min(currency) as currency,
    min(_file_sha256) as _file_sha256,
    min(_row) as _row
from delivered_units
group by shop_id, order_id
