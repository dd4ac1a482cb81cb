with leads as (
    select
        leads.shop_id,
        leads.lead_key,
        leads.contact_date,
        leads.lead_origin,
        deals.won_date
    from {{ ref("fct_leads") }} as leads
    left join {{ ref("fct_deals") }} as deals
        on leads.lead_key = deals.lead_key
),

-- Leads know no currency: they belong to the world of their shop's deals.
shop_worlds as (
    select distinct
        deals.shop_id,
        {{ world_id("deals") }} as world_id
    from {{ ref("fct_deals") }} as deals
    inner join {{ ref("dim_shops") }} as shops
        on deals.shop_id = shops.shop_id
)

select
    shop_worlds.world_id,
    leads.lead_origin,
    leads.contact_date as activity_date,
    count(*) as lead_count,
    count(leads.won_date) as won_lead_count
from leads
inner join shop_worlds
    on leads.shop_id = shop_worlds.shop_id
group by shop_worlds.world_id, leads.lead_origin, leads.contact_date
