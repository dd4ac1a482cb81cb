-- Which of the campaigns people of surveys took up: everyone was asked in each.
{% for model in staged("respondents") %}
    {% set outer = loop %}
    {% for name in [
        "Campaign 1", "Campaign 2", "Campaign 3", "Campaign 4", "Campaign 5", "Last campaign"
    ] %}
        select
            platform,
            shop_id,
            customer_id,
            '{{ name }}' as campaign_name,
            has_accepted_{{ name | lower | replace(" ", "_") }} as has_accepted
        from {{ ref(model) }}
        {% if not (outer.last and loop.last) %}union all{% endif %}
    {% endfor %}
{% endfor %}
