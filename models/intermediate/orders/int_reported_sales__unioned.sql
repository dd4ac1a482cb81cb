{% for model in staged("reported_sales") %}
    select
        platform,
        shop_id,
        sale_date,
        currency,
        order_count,
        new_customer_count,
        net_revenue_amount,
        gross_profit_amount
    from {{ ref(model) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
