{% for model in staged("refunds") %}
    select
        platform,
        shop_id,
        order_id,
        refund_type,
        refund_amount,
        refund_date,
        currency
    from {{ ref(model) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
