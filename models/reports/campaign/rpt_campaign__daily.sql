{% set amounts = [
    "spend_amount", "spend_with_clicks_amount", "spend_with_impressions_amount",
    "claimed_revenue_amount",
] %}
{% set counts = ["impression_count", "click_count", "claimed_order_count"] %}

with ads as (
    select * from {{ ref("fct_ad_performance_daily") }}
),

shops as (
    select * from {{ ref("dim_shops") }}
),

channels as (
    select * from {{ ref("dim_channels") }}
)

select
    {{ world_id("ads") }} as world_id,
    ads.campaign_name,
    channels.channel_name,
    ads.ad_set_name,
    ads.ad_date as activity_date,
    {% for amount in amounts %}
        {{ money("sum(ads." ~ amount ~ " * ads.exchange_rate)") }} as {{ amount }},
    {% endfor %}
    {% for count in counts %}
        cast(sum(ads.{{ count }}) as bigint) as {{ count }}{% if not loop.last %},{% endif %}
    {% endfor %}
from ads
inner join shops
    on ads.shop_id = shops.shop_id
left join channels
    on ads.channel_id = channels.channel_id
group by 1, 2, 3, 4, 5
