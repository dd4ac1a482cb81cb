{% for model in staged("leads") %}
    select
        {{ surrogate_key(["platform", "shop_id", "lead_id"]) }} as lead_key,
        platform,
        shop_id,
        lead_id,
        contact_date,
        lead_origin,
        landing_page_id
    from {{ ref(model) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
