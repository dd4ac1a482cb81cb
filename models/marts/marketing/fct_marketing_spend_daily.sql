with spend as (
    select
        spend.platform,
        spend.shop_id,
        channels.channel_id,
        spend.spend_kind,
        spend.currency,
        spend.spend_date,
        sum(spend.marketing_spend_amount) as marketing_spend_amount
    from {{ ref("int_marketing__spend_unioned") }} as spend
    left join {{ ref("channel_map") }} as channels
        on
            spend.platform = channels.platform
            and spend.platform_channel = channels.platform_channel
    group by
        spend.platform,
        spend.shop_id,
        channels.channel_id,
        spend.spend_kind,
        spend.currency,
        spend.spend_date
)

select
    {{ surrogate_key([
        "spend.platform", "spend.shop_id", "spend.channel_id", "spend.spend_kind",
        "spend.currency", "spend.spend_date"
    ]) }} as marketing_spend_daily_key,
    spend.platform,
    spend.shop_id,
    spend.channel_id,
    spend.spend_kind,
    spend.currency,
    {{ exchange_rate("spend") }} as exchange_rate,
    spend.spend_date,
    {{ money("spend.marketing_spend_amount") }} as marketing_spend_amount
from spend
{{ exchange_rate_joins("spend", "spend_date") }}
