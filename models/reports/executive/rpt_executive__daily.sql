{% set sales_amounts = [
    "gmv_amount", "seller_voucher_amount", "refund_amount", "net_revenue_amount",
    "costed_net_revenue_amount", "gross_profit_amount",
] %}
{% set sales_counts = ["order_count", "unit_count", "new_customer_count"] %}
{% set ad_amounts = [
    "spend_amount", "spend_with_clicks_amount", "spend_with_impressions_amount",
    "claimed_revenue_amount",
] %}
{% set ad_counts = ["impression_count", "click_count", "claimed_order_count"] %}

with shops as (
    select * from {{ ref("dim_shops") }}
),

channels as (
    select * from {{ ref("dim_channels") }}
),

sales as (
    select * from {{ ref("fct_sales_daily") }}
),

ads as (
    select * from {{ ref("fct_ad_performance_daily") }}
),

sales_days as (
    select
        {{ world_id("sales") }} as world_id,
        sales.channel_id,
        sales.sale_date as activity_date,
        {% for amount in sales_amounts %}
            sum(sales.{{ amount }} * sales.exchange_rate) as {{ amount }},
        {% endfor %}
        {% for count in sales_counts %}
            sum(sales.{{ count }}) as {{ count }}{% if not loop.last %},{% endif %}
        {% endfor %}
    from sales
    inner join shops
        on sales.shop_id = shops.shop_id
    group by 1, 2, 3
),

ad_days as (
    select
        {{ world_id("ads") }} as world_id,
        ads.channel_id,
        ads.ad_date as activity_date,
        {% for amount in ad_amounts %}
            sum(ads.{{ amount }} * ads.exchange_rate) as {{ amount }},
        {% endfor %}
        {% for count in ad_counts %}
            sum(ads.{{ count }}) as {{ count }}{% if not loop.last %},{% endif %}
        {% endfor %}
    from ads
    inner join shops
        on ads.shop_id = shops.shop_id
    group by 1, 2, 3
),

-- A channel sells or advertises, never both, so this joins nothing: it puts the two side by side.
days as (
    select
        coalesce(sales_days.world_id, ad_days.world_id) as world_id,
        coalesce(sales_days.channel_id, ad_days.channel_id) as channel_id,
        coalesce(sales_days.activity_date, ad_days.activity_date) as activity_date,
        {% for amount in sales_amounts %}
            sales_days.{{ amount }},
        {% endfor %}
        {% for count in sales_counts %}
            sales_days.{{ count }},
        {% endfor %}
        {% for amount in ad_amounts %}
            ad_days.{{ amount }},
        {% endfor %}
        {% for count in ad_counts %}
            ad_days.{{ count }}{% if not loop.last %},{% endif %}
        {% endfor %}
    from sales_days
    full outer join ad_days
        on
            sales_days.world_id = ad_days.world_id
            and sales_days.channel_id = ad_days.channel_id
            and sales_days.activity_date = ad_days.activity_date
)

select
    days.world_id,
    days.channel_id,
    channels.channel_name,
    channels.channel_type,
    days.activity_date,
    {% for amount in sales_amounts + ad_amounts %}
        {{ money("days." ~ amount) }} as {{ amount }},
    {% endfor %}
    {% for count in sales_counts + ad_counts %}
        cast(days.{{ count }} as bigint) as {{ count }}{% if not loop.last %},{% endif %}
    {% endfor %}
from days
left join channels
    on days.channel_id = channels.channel_id
