{% set amounts = [
    "first_year_net_revenue_amount", "first_year_covered_net_revenue_amount",
    "first_year_contribution_amount",
] %}

with shops as (
    select * from {{ ref("dim_shops") }}
),

channels as (
    select * from {{ ref("dim_channels") }}
),

first_years as (
    select * from {{ ref("fct_customer_first_years_daily") }}
)

select
    {{ world_id("first_years") }} as world_id,
    channels.channel_name,
    first_years.year_end_date as activity_date,
    {% for amount in amounts %}
        {{ money("sum(first_years." ~ amount ~ " * first_years.exchange_rate)") }} as {{ amount }},
    {% endfor %}
    cast(sum(first_years.first_year_customer_count) as bigint) as first_year_customer_count,
    cast(sum(first_years.first_year_order_count) as bigint) as first_year_order_count
from first_years
inner join shops
    on first_years.shop_id = shops.shop_id
inner join channels
    on first_years.channel_id = channels.channel_id
group by
    {{ world_id("first_years") }},
    channels.channel_name,
    first_years.year_end_date
