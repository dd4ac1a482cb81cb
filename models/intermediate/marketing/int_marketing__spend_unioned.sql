-- Everything that marketing costs, each baht once: media by the ad platforms' own exports,
-- commission by the settlements, the rest by the seller's sheets. What a platform takes off a
-- payout to pay for its ads is how the media is paid, not more of it.
with amounts as (
    select
        platform,
        shop_id,
        platform_channel,
        'media' as spend_kind,
        ad_date as spend_date,
        currency,
        spend_amount as marketing_spend_amount
    from {{ ref("int_ads__daily") }}
    where spend_amount is not null
    union all
    select
        platform,
        shop_id,
        'affiliates' as platform_channel,
        'affiliates' as spend_kind,
        order_date as spend_date,
        currency,
        affiliate_commission_amount as marketing_spend_amount
    from {{ ref("int_orders__fees") }}
    where affiliate_commission_amount <> 0
    union all
    select
        'sheets' as platform,
        shop_id,
        'broadcasts' as platform_channel,
        'broadcasts' as spend_kind,
        sent_date as spend_date,
        currency,
        broadcast_cost_amount as marketing_spend_amount
    from {{ ref("int_broadcasts__merged") }}
    where broadcast_cost_amount is not null
    union all
    select
        platform,
        shop_id,
        'content_and_agencies' as platform_channel,
        expense_category as spend_kind,
        expense_date as spend_date,
        currency,
        expense_amount as marketing_spend_amount
    from {{ ref("int_expenses__grouped") }}
    where expense_group = 'marketing'
)

select
    *,
    row_number() over (
        partition by platform, shop_id, platform_channel, spend_kind, spend_date, currency
        order by marketing_spend_amount
    ) as source_number
from amounts
