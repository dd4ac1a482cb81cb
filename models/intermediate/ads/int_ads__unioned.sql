{% for model in staged("ad_performance") %}
    select
        platform,
        shop_id,
        platform_channel,
        campaign_name,
        ad_set_name,
        ad_name,
        ad_id,
        period_start_date,
        period_end_date,
        currency,
        spend_amount,
        impression_count,
        click_count,
        claimed_order_count,
        claimed_revenue_amount,
        _file_sha256,
        _row
    from {{ ref(model) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
