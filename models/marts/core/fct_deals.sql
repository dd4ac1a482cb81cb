{% for model in staged("deals") %}
    select
        {{ surrogate_key(["platform", "shop_id", "lead_id"]) }} as lead_key,
        platform,
        shop_id,
        lead_id,
        seller_id,
        won_at,
        won_date,
        business_segment,
        lead_type,
        business_type,
        currency,
        {{ money("declared_monthly_revenue_amount") }} as declared_monthly_revenue_amount
    from {{ ref(model) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
