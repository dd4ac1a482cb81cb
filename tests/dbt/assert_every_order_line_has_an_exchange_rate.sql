-- In a shop with a rate sheet: the currency and the first and last day of the order lines that no
-- rate covers. Asked before any table that adds lines up is built: those would only say that some
-- amount is null. Add the rate to the sheet.
with converted as (
    select * from {{ ref("int_order_items__in_worlds") }}
),

items as (
    select * from {{ ref("int_order_items__costed") }}
)

select
    items.platform,
    items.shop_id,
    items.currency,
    converted.currency as to_currency,
    min(items.order_date) as first_date,
    max(items.order_date) as last_date,
    count(*) as line_count
from converted
inner join items
    on converted.order_item_key = items.order_item_key
where converted.gmv_amount is null and items.gmv_amount is not null
group by items.platform, items.shop_id, items.currency, converted.currency
