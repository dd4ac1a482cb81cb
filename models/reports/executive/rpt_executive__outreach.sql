-- Messages belong to a shop and to no currency: each of its worlds shows them.
with worlds as (
    select * from {{ ref("rpt_executive__worlds") }}
),

contacts as (
    select
        shop_id,
        campaign_id as campaign_name,
        contacted_date as activity_date,
        customer_count as contacted_customer_count,
        response_count,
        cast(null as bigint) as delivered_with_opens_count,
        cast(null as bigint) as opened_count,
        cast(null as bigint) as delivered_with_clicks_count,
        cast(null as bigint) as clicked_count
    from {{ ref("fct_campaign_responses") }}
    where not is_control and contacted_date is not null
    union all
    select
        shop_id,
        'LINE broadcasts' as campaign_name,
        sent_date as activity_date,
        cast(null as bigint) as contacted_customer_count,
        cast(null as bigint) as response_count,
        delivered_with_opens_count,
        opened_count,
        delivered_with_clicks_count,
        clicked_count
    from {{ ref("fct_broadcasts") }}
)

select
    worlds.world_id,
    contacts.campaign_name,
    contacts.activity_date,
    cast(sum(contacts.contacted_customer_count) as bigint) as contacted_customer_count,
    cast(sum(contacts.response_count) as bigint) as response_count,
    cast(sum(contacts.delivered_with_opens_count) as bigint) as delivered_with_opens_count,
    cast(sum(contacts.opened_count) as bigint) as broadcast_open_count,
    cast(sum(contacts.delivered_with_clicks_count) as bigint) as delivered_with_clicks_count,
    cast(sum(contacts.clicked_count) as bigint) as broadcast_click_count
from contacts
inner join worlds
    on contacts.shop_id = worlds.shop_id
group by
    worlds.world_id,
    contacts.campaign_name,
    contacts.activity_date
