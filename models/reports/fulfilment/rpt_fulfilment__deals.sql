select
    {{ world_id("deals") }} as world_id,
    coalesce(replace(deals.business_segment, '_', ' '), 'Not stated') as business_segment,
    coalesce(leads.lead_origin, 'unknown') as lead_origin,
    deals.won_date as activity_date,
    cast({{ dbt.datediff("leads.contact_date", "deals.won_date", "day") }} as integer)
        as days_taken,
    count(*) as deal_count
from {{ ref("fct_deals") }} as deals
inner join {{ ref("dim_shops") }} as shops
    on deals.shop_id = shops.shop_id
left join {{ ref("fct_leads") }} as leads
    on deals.lead_key = leads.lead_key
group by 1, 2, 3, 4, 5
