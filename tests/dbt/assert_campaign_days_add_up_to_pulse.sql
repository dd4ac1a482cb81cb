-- The days of campaigns and those of Pulse are the same ads: each channel costs the same in both.
with campaigns as (
    select
        world_id,
        channel_name,
        activity_date,
        sum(spend_amount) as spend_amount,
        sum(click_count) as click_count
    from {{ ref("rpt_campaign__daily") }}
    group by 1, 2, 3
),

channels as (
    select
        world_id,
        channel_name,
        activity_date,
        sum(spend_amount) as spend_amount,
        sum(click_count) as click_count
    from {{ ref("rpt_executive__daily") }}
    where spend_amount is not null
    group by 1, 2, 3
)

select
    coalesce(campaigns.world_id, channels.world_id) as world_id,
    coalesce(campaigns.channel_name, channels.channel_name) as channel_name,
    coalesce(campaigns.activity_date, channels.activity_date) as activity_date,
    campaigns.spend_amount,
    channels.spend_amount as pulse_spend_amount
from campaigns
full outer join channels
    on
        campaigns.world_id = channels.world_id
        and campaigns.channel_name = channels.channel_name
        and campaigns.activity_date = channels.activity_date
where
    campaigns.spend_amount is null
    or channels.spend_amount is null
    -- Each row of a campaign is rounded for itself, to a hundredth of a hundredth.
    or abs(campaigns.spend_amount - channels.spend_amount) > 0.01
    or coalesce(campaigns.click_count, 0) <> coalesce(channels.click_count, 0)
