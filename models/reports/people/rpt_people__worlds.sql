select
    people.world_id,
    people.shop_id,
    shops.shop_name,
    shops.country_code,
    people.currency,
    min(people.known_date) as first_date,
    max(people.known_date) as last_date,
    max(people.known_date) as last_order_date
from {{ ref("dim_people") }} as people
inner join {{ ref("dim_shops") }} as shops
    on people.shop_id = shops.shop_id
group by
    people.world_id, people.shop_id, shops.shop_name, shops.country_code, people.currency
