-- A platform's sales or ads without a channel would be on no page: add the pair to the seed.
with channel_pairs as (
    select distinct
        platform,
        'orders' as platform_channel
    from {{ ref("fct_orders") }}
    union
    select distinct
        platform,
        'orders' as platform_channel
    from {{ ref("fct_sales_daily") }}
    union
    select distinct
        platform,
        platform_channel
    from {{ ref("int_marketing__spend_unioned") }}
    union
    select distinct
        platform,
        platform_channel
    from {{ ref("int_ads__daily") }}
)

select
    channel_pairs.platform,
    channel_pairs.platform_channel
from channel_pairs
left join {{ ref("channel_map") }} as channels
    on
        channel_pairs.platform = channels.platform
        and channel_pairs.platform_channel = channels.platform_channel
where channels.channel_id is null
