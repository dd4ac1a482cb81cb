with shops as (
    select * from {{ ref("dim_shops") }}
),

channels as (
    select * from {{ ref("dim_channels") }}
),

payouts as (
    select *
    from {{ ref("fct_reconciliation_daily") }}
    where basis = 'payout'
)

select
    {{ world_id("payouts") }} as world_id,
    channels.channel_name,
    payouts.reconciled_date as activity_date,
    {{ money("sum(payouts.our_amount * payouts.exchange_rate)") }} as payout_ours_amount,
    {{ money("sum(payouts.not_in_orders_amount * payouts.exchange_rate)") }}
        as payout_not_in_orders_amount,
    {{ money("sum(payouts.platform_voucher_amount * payouts.exchange_rate)") }}
        as payout_voucher_amount,
    {{ money("sum(payouts.shipping_amount * payouts.exchange_rate)") }} as payout_shipping_amount,
    {{ money("sum(payouts.fee_amount * payouts.exchange_rate)") }} as payout_fee_amount,
    {{ money("sum(payouts.affiliate_amount * payouts.exchange_rate)") }} as payout_affiliate_amount,
    {{ money("sum(payouts.ad_payment_amount * payouts.exchange_rate)") }} as payout_ad_amount,
    {{ money("sum(payouts.tax_amount * payouts.exchange_rate)") }} as payout_tax_amount,
    {{ money("sum(payouts.other_amount * payouts.exchange_rate)") }} as payout_other_amount,
    {{ money("sum(payouts.unexplained_amount * payouts.exchange_rate)") }}
        as payout_unexplained_amount,
    {{ money("sum(payouts.platform_amount * payouts.exchange_rate)") }} as payout_theirs_amount
from payouts
inner join shops
    on payouts.shop_id = shops.shop_id
inner join channels
    on payouts.channel_id = channels.channel_id
group by
    {{ world_id("payouts") }},
    channels.channel_name,
    payouts.reconciled_date
