with shops_with_data as (
    select shop_id from {{ ref("int_orders__unioned") }}
    union
    select shop_id from {{ ref("int_ads__unioned") }}
    {% for model in staged("reported_sales") %}
        union
        select shop_id from {{ ref(model) }}
    {% endfor %}
),

known_shops as (
    select * from {{ ref("shops") }}
),

reporting as (
    select * from {{ ref("int_reporting_currencies") }}
)

select
    shops_with_data.shop_id,
    coalesce(known_shops.shop_name, shops_with_data.shop_id) as shop_name,
    -- A shop that the seed does not name is the seller's own.
    coalesce(known_shops.country_code, 'TH') as country_code,
    reporting.reporting_currency
from shops_with_data
left join known_shops
    on shops_with_data.shop_id = known_shops.shop_id
left join reporting
    on shops_with_data.shop_id = reporting.shop_id
