-- An order may be paid out on one day and refunded on another, in the file of another month: what
-- overlapping files hold twice is an order's payout of a day.
with income as (
    {{ newest_export(source("shopee", "income"), ["order_id", "payout_date"]) }}
)

select
    'shopee' as platform,
    shop_id,
    cast(null as {{ dbt.type_string() }}) as settlement_id,
    order_id,
    case when refund_id is null then 'order' else 'refund' end as transaction_type,
    payout_date as settled_date,
    currency,
    product_price as gross_amount,
    {{ money(sum_of_known([
        "seller_product_discount",
        "seller_voucher",
        "cofunded_voucher",
        "seller_coin_cashback",
        "cofunded_coin_cashback",
        "seller_trade_in_bonus",
    ])) }} as seller_discount_amount,
    refund as refund_amount,
    shopee_rebate as platform_subsidy_amount,
    {{ money(sum_of_known([
        "buyer_paid_shipping",
        "shopee_shipping_rebate",
        "carrier_shipping",
        "return_shipping",
        "return_to_seller",
        "saver_shipping_savings",
    ])) }} as shipping_amount,
    commission as commission_fee_amount,
    transaction_fee as payment_fee_amount,
    {{ money(sum_of_known(["service_fee", "infrastructure_fee", "saver_fee"])) }}
        as service_fee_amount,
    ams_commission as affiliate_fee_amount,
    ads_top_up as ad_fee_amount,
    {{ money(sum_of_known(["tax", "shipping_sst", "return_shipping_sst"])) }} as tax_amount,
    {{ money(sum_of_known(["buyer_paid_installation", "installation_fee"])) }} as other_amount,
    net_amount,
    _file_sha256,
    _row
from income
-- The Sku rows below an Order row hold its amounts once more. Thai files have no such column.
where coalesce(view_by, 'Order') = 'Order'
