-- Every amount of marketing is some platform's cost of new customers, or no platform's, once.
with spend as (
    select
        shop_id,
        sum(marketing_spend_amount * exchange_rate) as spend_amount
    from {{ ref("fct_marketing_spend_daily") }}
    group by shop_id
),

acquisition as (
    select
        shop_id,
        sum(own_spend_amount + shared_spend_amount) as spend_amount
    from {{ ref("fct_acquisition_monthly") }}
    group by shop_id
)

select
    spend.shop_id,
    spend.spend_amount,
    acquisition.spend_amount as acquisition_spend_amount
from spend
full outer join acquisition
    on spend.shop_id = acquisition.shop_id
-- Each month of a platform is rounded to four decimals once.
where abs(coalesce(spend.spend_amount, 0) - coalesce(acquisition.spend_amount, 0)) > 0.01
