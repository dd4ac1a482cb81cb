-- A platform's own number beside ours, and why they differ: our_amount plus every item is what the
-- platform should say; the rest is unexplained. Signs are those of the step from ours to theirs.
with accepted as (
    select
        *,
        placed_amount - placed_seller_voucher_amount as sales_amount
    from {{ ref("int_orders__accepted") }}
),

reported as (
    select
        platform,
        shop_id,
        basis,
        sales_date as reconciled_date,
        currency,
        sales_amount,
        order_count
    from {{ ref("int_platform_sales__unioned") }}
),

by_order_date as (
    select
        platform,
        shop_id,
        currency,
        order_date as reconciled_date,
        sum(gmv_amount) as gmv_amount,
        sum(case when is_counted then 1 else 0 end) as order_count,
        sum(case when is_counted then -placed_seller_voucher_amount else 0 end)
            as seller_voucher_amount,
        sum(case when accepted_date is null and not is_counted then sales_amount else 0 end)
            as unpaid_amount,
        sum(
            case
                when accepted_date is not null and not is_counted and order_status <> 'unknown'
                    then sales_amount
                else 0
            end
        ) as cancelled_amount,
        sum(
            case
                when accepted_date is not null and not is_counted and order_status = 'unknown'
                    then sales_amount
                else 0
            end
        ) as unknown_status_amount,
        sum(case when accepted_date <> order_date then -sales_amount else 0 end) as moved_amount
    from accepted
    group by platform, shop_id, currency, order_date
),

by_accepted_date as (
    select
        platform,
        shop_id,
        currency,
        accepted_date as reconciled_date,
        sum(sales_amount) as moved_amount
    from accepted
    where accepted_date <> order_date
    group by platform, shop_id, currency, accepted_date
),

of_sales as (
    select
        reported.platform,
        reported.shop_id,
        reported.currency,
        reported.reconciled_date,
        reported.basis,
        coalesce(by_order_date.gmv_amount, 0) as our_amount,
        coalesce(by_order_date.seller_voucher_amount, 0) as seller_voucher_amount,
        coalesce(by_order_date.cancelled_amount, 0) as cancelled_amount,
        coalesce(by_order_date.unknown_status_amount, 0) as unknown_status_amount,
        case
            when reported.basis = 'placed' then coalesce(by_order_date.unpaid_amount, 0) else 0
        end as unpaid_amount,
        case
            when reported.basis <> 'placed'
                then
                    coalesce(by_order_date.moved_amount, 0)
                    + coalesce(by_accepted_date.moved_amount, 0)
            else 0
        end as other_day_amount,
        reported.sales_amount as platform_amount,
        coalesce(by_order_date.order_count, 0) as our_order_count,
        reported.order_count as platform_order_count
    from reported
    left join by_order_date
        on
            reported.platform = by_order_date.platform
            and reported.shop_id = by_order_date.shop_id
            and reported.currency = by_order_date.currency
            and reported.reconciled_date = by_order_date.reconciled_date
    left join by_accepted_date
        on
            reported.platform = by_accepted_date.platform
            and reported.shop_id = by_accepted_date.shop_id
            and reported.currency = by_accepted_date.currency
            and reported.reconciled_date = by_accepted_date.reconciled_date
),

of_payouts as (
    select
        platform,
        shop_id,
        currency,
        settled_date as reconciled_date,
        sum(our_amount) as our_amount,
        sum(not_in_orders_amount) as not_in_orders_amount,
        sum(platform_voucher_amount) as platform_voucher_amount,
        sum(shipping_amount) as shipping_amount,
        sum(fee_amount) as fee_amount,
        sum(affiliate_amount) as affiliate_amount,
        sum(ad_payment_amount) as ad_payment_amount,
        sum(tax_amount) as tax_amount,
        sum(other_amount) as other_amount,
        sum(net_amount) as platform_amount
    from {{ ref("int_payouts__compared") }}
    group by platform, shop_id, currency, settled_date
),

unioned as (
    select
        platform,
        shop_id,
        currency,
        reconciled_date,
        basis,
        our_amount,
        seller_voucher_amount,
        cancelled_amount,
        unknown_status_amount,
        unpaid_amount,
        other_day_amount,
        0 as not_in_orders_amount,
        0 as platform_voucher_amount,
        0 as shipping_amount,
        0 as fee_amount,
        0 as affiliate_amount,
        0 as ad_payment_amount,
        0 as tax_amount,
        0 as other_amount,
        platform_amount,
        our_order_count,
        platform_order_count
    from of_sales
    union all
    select
        platform,
        shop_id,
        currency,
        reconciled_date,
        'payout' as basis,
        our_amount,
        0 as seller_voucher_amount,
        0 as cancelled_amount,
        0 as unknown_status_amount,
        0 as unpaid_amount,
        0 as other_day_amount,
        not_in_orders_amount,
        platform_voucher_amount,
        shipping_amount,
        fee_amount,
        affiliate_amount,
        ad_payment_amount,
        tax_amount,
        other_amount,
        platform_amount,
        cast(null as bigint) as our_order_count,
        cast(null as bigint) as platform_order_count
    from of_payouts
),

channels as (
    select *
    from {{ ref("channel_map") }}
    where platform_channel = 'orders'
)

{% set items = [
    "seller_voucher_amount", "cancelled_amount", "unknown_status_amount", "unpaid_amount",
    "other_day_amount", "not_in_orders_amount", "platform_voucher_amount", "shipping_amount",
    "fee_amount", "affiliate_amount", "ad_payment_amount", "tax_amount", "other_amount",
] %}

select
    {{ surrogate_key([
        "unioned.platform", "unioned.shop_id", "unioned.currency", "unioned.reconciled_date",
        "unioned.basis"
    ]) }} as reconciliation_daily_key,
    unioned.platform,
    unioned.shop_id,
    channels.channel_id,
    unioned.currency,
    {{ exchange_rate("unioned") }} as exchange_rate,
    unioned.reconciled_date,
    unioned.basis,
    -- Of two views of the same sales the confirmed one is nearest to what counts.
    unioned.basis = 'payout' or row_number() over (
        partition by
            unioned.platform, unioned.shop_id, unioned.currency, unioned.reconciled_date,
            case when unioned.basis = 'payout' then 1 else 0 end
        order by case unioned.basis when 'confirmed' then 1 when 'paid' then 2 else 3 end
    ) = 1 as is_main_basis,
    {{ money("unioned.our_amount") }} as our_amount,
    {% for item in items %}
        {{ money("unioned." ~ item) }} as {{ item }},
    {% endfor %}
    {{ money("unioned.platform_amount") }} as platform_amount,
    {{ money(
        "unioned.platform_amount - unioned.our_amount - unioned." ~ items | join(" - unioned.")
    ) }} as unexplained_amount,
    cast(unioned.our_order_count as bigint) as our_order_count,
    cast(unioned.platform_order_count as bigint) as platform_order_count
from unioned
left join channels
    on unioned.platform = channels.platform
{{ exchange_rate_joins("unioned", "reconciled_date") }}
