{% for model in staged("order_items") %}
    select
        platform,
        shop_id,
        order_id,
        line_number,
        product_id,
        sku,
        product_name,
        product_category,
        seller_id,
        quantity,
        returned_quantity,
        item_amount,
        shipping_amount,
        currency,
        _file_sha256,
        _row
    from {{ ref(model) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
