with first_lines as (
    -- What is said of a basket and of its customer is repeated on each of its lines.
    select *
    from {{ ref("base_dunnhumby__lines") }}
    where line_number = 1
)

select
    'dunnhumby' as platform,
    shop_id,
    basket_id,
    customer_code as platform_customer_id,
    shop_date as basket_date,
    shop_week,
    customer_price_sensitivity,
    customer_life_stage,
    basket_size,
    basket_price_sensitivity,
    basket_type,
    basket_dominant_mission,
    store_code,
    store_format,
    store_region,
    _file_sha256,
    _row
from first_lines
