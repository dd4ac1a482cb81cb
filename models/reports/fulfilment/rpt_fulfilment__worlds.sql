select
    world_id,
    shop_id,
    shop_name,
    country_code,
    currency,
    first_date,
    last_date,
    last_order_date
from {{ ref("rpt_executive__worlds") }}
