{% for model in staged("customers") %}
    select
        platform,
        shop_id,
        platform_customer_id,
        customer_id,
        country,
        province
    from {{ ref(model) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
