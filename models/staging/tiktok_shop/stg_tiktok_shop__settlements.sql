-- The columns of the file by what they are paid for. Roll-ups, parts of a column that is here and
-- the buyer's side are in none: they would count twice.
{% set parts = {
    "gross_amount": ["subtotal_before_discounts"],
    "seller_discount_amount": ["seller_discounts"],
    "refund_amount": ["refund_before_discounts", "refund_of_seller_discounts"],
    "shipping_amount": [
        "actual_shipping_fee",
        "platform_shipping_discount",
        "customer_shipping_fee",
        "refunded_customer_shipping_fee",
        "return_shipping_fee",
        "shipping_subsidy",
        "exchange_shipping_fee",
        "replacement_shipping_fee",
        "guarantee_reimbursement",
    ],
    "commission_fee_amount": ["commission_fee"],
    "payment_fee_amount": ["transaction_fee", "instalment_fee"],
    "service_fee_amount": [
        "sfp_service_fee",
        "bonus_cashback_fee",
        "live_specials_fee",
        "voucher_xtra_fee",
        "eams_fee",
        "flash_sale_fee",
        "pay_later_fee",
        "campaign_resource_fee",
        "pre_order_fee",
        "growth_fee",
        "infrastructure_fee",
        "order_processing_fee",
        "shipping_service_fee",
        "guarantee_fee",
    ],
    "affiliate_fee_amount": [
        "affiliate_commission",
        "affiliate_partner_commission",
        "affiliate_ads_commission",
        "affiliate_partner_ads_commission",
        "affiliate_commission_deposit",
        "affiliate_commission_refund",
    ],
    "ad_fee_amount": ["gmv_max_coupon", "gmv_max_ad_fee", "ad_payment"],
    "tax_amount": ["gmv_max_coupon_tax", "goods_and_services_tax"],
    "other_amount": ["other_adjustment"],
} %}

with lines as (
    select
        *,
        -- Ads that are paid from the sales have rows of their own, as adjustments.
        case
            when lower(entry_type) = 'gmv payment for tiktok ads' then adjustment
        end as ad_payment,
        case
            when lower(entry_type) = 'gmv payment for tiktok ads' then null
            else adjustment
        end as other_adjustment
    from {{ ref("base_tiktok_shop__settlement_lines") }}
),

-- Exports by SKU have several lines of one order; an order reversed on the day it was paid has two.
settled as (
    select
        shop_id,
        settlement_id,
        max(case when entry_type = 'Order' then settlement_id else related_order_id end)
            as order_id,
        entry_type as transaction_type,
        entry_date as settled_date,
        max(currency) as currency,
        {% for part, columns in parts.items() %}
            {{ money("sum(" ~ sum_of_known(columns) ~ ")") }} as {{ part }},
        {% endfor %}
        {{ money("sum(net_amount)") }} as net_amount,
        min(_file_sha256) as _file_sha256,
        min(_row) as _row
    from lines
    group by shop_id, settlement_id, entry_type, entry_date
)

select
    'tiktok_shop' as platform,
    shop_id,
    settlement_id,
    order_id,
    transaction_type,
    settled_date,
    currency,
    gross_amount,
    seller_discount_amount,
    refund_amount,
    -- What TikTok pays of a discount is in the gross amount already.
    cast(null as {{ money_type() }}) as platform_subsidy_amount,
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
from settled
