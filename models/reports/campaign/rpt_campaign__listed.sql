with days as (
    select * from {{ ref("rpt_campaign__daily") }}
),

worlds as (
    select * from {{ ref("rpt_executive__worlds") }}
),

campaigns as (
    select
        world_id,
        campaign_name,
        min(activity_date) as first_ad_date,
        max(activity_date) as last_ad_date,
        sum(spend_amount) as spend_amount,
        sum(claimed_revenue_amount) as claimed_revenue_amount
    from days
    group by 1, 2
)

select
    campaigns.world_id,
    campaigns.campaign_name,
    worlds.shop_name,
    worlds.country_code,
    worlds.currency,
    worlds.first_date,
    worlds.last_date,
    campaigns.last_ad_date as last_order_date,
    campaigns.first_ad_date,
    {{ money("campaigns.spend_amount") }} as spend_amount,
    {{ money("campaigns.claimed_revenue_amount") }} as claimed_revenue_amount,
    row_number() over (
        partition by campaigns.world_id
        order by campaigns.spend_amount desc, campaigns.campaign_name asc
    ) as spend_rank
from campaigns
inner join worlds
    on campaigns.world_id = worlds.world_id
