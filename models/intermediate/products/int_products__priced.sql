-- Costs and prices by SKU and the days they hold. The seller's oldest sheet also covers what came
-- before it: a first sheet is written long after the first sale, and an old cost is nearer the
-- truth than none.
with sheets as (
    select * from {{ ref("stg_sheets__product_master") }}
),

ranges as (
    select
        shop_id,
        sku,
        product_name,
        product_category,
        unit_cost_amount,
        list_price_amount,
        currency,
        valid_from_date,
        row_number() over (partition by shop_id, sku order by valid_from_date) as sheet_number,
        lead(valid_from_date) over (partition by shop_id, sku order by valid_from_date)
            as next_valid_from_date
    from sheets
)

select
    shop_id,
    sku,
    product_name,
    product_category,
    unit_cost_amount,
    list_price_amount,
    currency,
    valid_from_date,
    case
        when sheet_number = 1 then cast('{{ var("calendar_start") }}' as date)
        else valid_from_date
    end as applies_from_date,
    coalesce(next_valid_from_date, {{ after_calendar() }}) as applies_before_date,
    next_valid_from_date is null as is_current
from ranges
