-- What people of surveys spend on which goods.
{% for model in staged("respondents") %}
    {% set outer = loop %}
    {% for category in ["wine", "fruit", "meat", "fish", "sweets", "gold"] %}
        select
            platform,
            shop_id,
            customer_id,
            currency,
            '{{ category | capitalize }}' as spend_category,
            {{ category }}_amount as spend_amount
        from {{ ref(model) }}
        {% if not (outer.last and loop.last) %}union all{% endif %}
    {% endfor %}
{% endfor %}
