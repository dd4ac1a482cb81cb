{% for model in staged("platform_sales") %}
    select
        platform,
        shop_id,
        basis,
        sales_date,
        currency,
        sales_amount,
        order_count,
        _file_sha256,
        _row
    from {{ ref(model) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
