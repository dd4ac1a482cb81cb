-- Shops with baskets. A shop whose files tell no days has all of its baskets on the first day of
-- the calendar, and is_dated is false: the page then speaks of no days.
with baskets as (
    select
        world_id,
        min(shop_id) as shop_id,
        min(order_date) as first_order_date,
        max(order_date) as last_order_date
    from {{ ref("fct_baskets") }}
    group by world_id
)

select
    baskets.world_id,
    baskets.shop_id,
    shops.shop_name,
    shops.country_code,
    worlds.currency,
    baskets.first_order_date is not null as is_dated,
    coalesce(worlds.first_date, baskets.first_order_date, date '{{ var("calendar_start") }}')
        as first_date,
    coalesce(worlds.last_date, baskets.last_order_date, date '{{ var("calendar_start") }}')
        as last_date,
    coalesce(baskets.last_order_date, date '{{ var("calendar_start") }}') as last_order_date
from baskets
inner join {{ ref("dim_shops") }} as shops
    on baskets.shop_id = shops.shop_id
left join {{ ref("rpt_executive__worlds") }} as worlds
    on baskets.world_id = worlds.world_id
