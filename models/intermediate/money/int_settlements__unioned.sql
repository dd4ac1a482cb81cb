{% for model in staged("settlements") %}
    select
        platform,
        shop_id,
        order_id,
        settled_date,
        currency,
        gross_amount,
        seller_discount_amount,
        refund_amount,
        platform_subsidy_amount,
        shipping_amount,
        commission_fee_amount,
        payment_fee_amount,
        service_fee_amount,
        affiliate_fee_amount,
        ad_fee_amount,
        tax_amount,
        other_amount,
        net_amount,
        _file_sha256,
        _row
    from {{ ref(model) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
