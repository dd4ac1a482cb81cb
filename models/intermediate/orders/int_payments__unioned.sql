{% for model in staged("payments") %}
    select
        platform,
        shop_id,
        order_id,
        payment_number,
        payment_method,
        instalment_count,
        payment_amount,
        currency
    from {{ ref(model) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
