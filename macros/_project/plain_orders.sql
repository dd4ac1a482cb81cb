{#
    Staging of orders in Talad's own column names, which a column map fills for a platform whose real
    headers are not known: the same four models for each such platform, over its order lines. The
    cells of an order are those of its first line, wherever the file repeats them.
#}
{% macro plain_order_lines(relation) -%}
with lines as (
    {{ newest_export(relation, ["order_id"]) }}
)

select
    *,
    cast(
        row_number() over (partition by shop_id, order_id order by _row) as integer
    ) as line_number
from lines
{%- endmacro %}

{% macro plain_orders(platform, lines) -%}
with renamed as (
    select
        '{{ platform }}' as platform,
        shop_id,
        order_id,
        buyer_id as platform_customer_id,
        order_status as platform_status,
        {{ utc_from_local("created_at", platform) }} as ordered_at,
        {{ utc_from_local("paid_at", platform) }} as paid_at,
        {{ utc_from_local("shipped_at", platform) }} as shipped_at,
        {{ utc_from_local("completed_at", platform) }} as completed_at,
        {{ utc_from_local("cancelled_at", platform) }} as cancelled_at,
        (shipped_at is not null or completed_at is not null) as has_left,
        payment_method,
        country,
        province,
        currency,
        discount_amount,
        shipping_amount,
        _file_sha256,
        _row
    from {{ lines }}
    where line_number = 1
)

select
    platform,
    shop_id,
    order_id,
    platform_customer_id,
    platform_status,
    ordered_at,
    {{ business_date("ordered_at", platform) }} as order_date,
    {{ business_date("coalesce(cancelled_at, completed_at)", platform) }} as closed_date,
    paid_at,
    shipped_at,
    cast(null as timestamp) as delivered_at,
    completed_at,
    cancelled_at,
    cast(null as timestamp) as promised_at,
    has_left,
    payment_method,
    country,
    province,
    currency,
    -- Exports differ in the sign of a discount.
    {{ money("abs(coalesce(discount_amount, 0))") }} as seller_voucher_amount,
    cast(null as {{ money_type() }}) as platform_voucher_amount,
    shipping_amount as buyer_shipping_amount,
    cast(null as {{ money_type() }}) as fee_amount,
    _file_sha256,
    _row
from renamed
{%- endmacro %}

{% macro plain_order_items(platform, lines) -%}
select
    '{{ platform }}' as platform,
    shop_id,
    order_id,
    line_number,
    coalesce(sku, {{ surrogate_key(["product_name", "variation_name"]) }}) as product_id,
    sku,
    product_name,
    cast(null as {{ dbt.type_string() }}) as product_category,
    shop_id as seller_id,
    cast(quantity as integer) as quantity,
    cast(coalesce(returned_quantity, 0) as integer) as returned_quantity,
    {{ money("coalesce(line_amount, unit_price * quantity)") }} as item_amount,
    cast(null as {{ money_type() }}) as shipping_amount,
    currency,
    _file_sha256,
    _row
from {{ lines }}
{%- endmacro %}

{% macro plain_payments(platform, lines) -%}
select
    '{{ platform }}' as platform,
    shop_id,
    order_id,
    1 as payment_number,
    payment_method,
    cast(null as integer) as instalment_count,
    order_amount as payment_amount,
    currency,
    _file_sha256,
    _row
from {{ lines }}
where line_number = 1 and paid_at is not null and order_amount is not null
{%- endmacro %}

{% macro plain_refunds(platform, lines) -%}
select
    '{{ platform }}' as platform,
    shop_id,
    order_id,
    case when cancelled_at is null then 'return' else 'cancellation' end as refund_type,
    -- Exports differ in the sign of a refund.
    {{ money("abs(refund_amount)") }} as refund_amount,
    {{ business_date(utc_from_local("cancelled_at", platform), platform) }} as refund_date,
    currency,
    _file_sha256,
    _row
from {{ lines }}
where line_number = 1 and abs(refund_amount) > 0
{%- endmacro %}
