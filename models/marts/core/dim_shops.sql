-- A shop is whatever a file was ingested for, so that each fact finds its own.
with shops_with_data as (
    select distinct shop_id from {{ ref("stg_talad__files") }}
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
