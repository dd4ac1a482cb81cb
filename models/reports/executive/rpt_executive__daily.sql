{#
    The facts that share the page's days: (name, fact, its day, amounts, counts). What one does not
    know of a channel's day is null there, not 0.
#}
{% set parts = [
    ("sales", "fct_sales_daily", "sale_date", [
        "gmv_amount", "seller_voucher_amount", "refund_amount", "net_revenue_amount",
        "costed_net_revenue_amount", "gross_profit_amount",
    ], ["order_count", "unit_count", "new_customer_count"]),
    ("baselines", "fct_sales_baseline_daily", "sale_date", ["baseline_amount"], []),
    ("contributions", "fct_contribution_daily", "contribution_date", [
        "covered_net_revenue_amount", "covered_cost_amount", "covered_fee_amount",
        "covered_shipping_amount", "contribution_before_marketing_amount", "packing_amount",
    ], []),
    ("ads", "fct_ad_performance_daily", "ad_date", [
        "spend_amount", "spend_with_clicks_amount", "spend_with_impressions_amount",
        "claimed_revenue_amount",
    ], ["impression_count", "click_count", "claimed_order_count"]),
    ("spend", "fct_marketing_spend_daily", "spend_date", ["marketing_spend_amount"], []),
] %}
{% set amounts = parts | map(attribute=3) | sum(start=[]) %}
{% set counts = parts | map(attribute=4) | sum(start=[]) %}

with shops as (
    select * from {{ ref("dim_shops") }}
),

channels as (
    select * from {{ ref("dim_channels") }}
),

event_days as (
    select * from {{ ref("dim_event_days") }}
),

{% for name, fact, day, amounts, counts in parts %}
    {{ name }} as (
        select * from {{ ref(fact) }}
    ),
{% endfor %}

measured as (
    {% for name, fact, day, own_amounts, own_counts in parts %}
        select
            {{ world_id(name) }} as world_id,
            shops.country_code,
            {{ name }}.channel_id,
            {{ name }}.{{ day }} as activity_date,
            {% for amount in amounts %}
                {% if amount in own_amounts %}
                    {{ name }}.{{ amount }} * {{ name }}.exchange_rate as {{ amount }},
                {% else %}
                    cast(null as {{ money_type() }}) as {{ amount }},
                {% endif %}
            {% endfor %}
            {% for count in counts %}
                {{ name ~ "." ~ count if count in own_counts else "cast(null as bigint)" }}
                    as {{ count }}
                {%- if not loop.last %},{% endif %}
            {% endfor %}
        from {{ name }}
        inner join shops
            on {{ name }}.shop_id = shops.shop_id
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

days as (
    select
        world_id,
        country_code,
        channel_id,
        activity_date,
        {% for amount in amounts %}
            {{ money("sum(" ~ amount ~ ")") }} as {{ amount }},
        {% endfor %}
        {% for count in counts %}
            cast(sum({{ count }}) as bigint) as {{ count }}{% if not loop.last %},{% endif %}
        {% endfor %}
    from measured
    group by world_id, country_code, channel_id, activity_date
)

select
    days.world_id,
    days.channel_id,
    channels.channel_name,
    channels.channel_type,
    coalesce(event_days.event_kind, 'ordinary') as event_kind,
    days.activity_date,
    {% for amount in amounts %}
        days.{{ amount }},
    {% endfor %}
    case
        when days.baseline_amount is not null
            then {{ money("coalesce(days.gmv_amount, 0) - days.baseline_amount") }}
    end as uplift_amount,
    {% for count in counts %}
        days.{{ count }}{% if not loop.last %},{% endif %}
    {% endfor %}
from days
left join channels
    on days.channel_id = channels.channel_id
left join event_days
    on
        days.country_code = event_days.country_code
        and days.activity_date = event_days.event_date
