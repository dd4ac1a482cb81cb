{% for model in staged("orders") %}
    select
        platform,
        shop_id,
        order_id,
        platform_customer_id,
        platform_status,
        ordered_at,
        order_date,
        closed_date,
        paid_at,
        shipped_at,
        delivered_at,
        completed_at,
        cancelled_at,
        promised_at,
        has_left,
        payment_method,
        country,
        province,
        currency,
        seller_voucher_amount,
        platform_voucher_amount,
        buyer_shipping_amount,
        fee_amount,
        _file_sha256,
        _row
    from {{ ref(model) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
