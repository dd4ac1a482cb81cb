with shops as (
    select * from {{ ref("dim_shops") }}
),

channels as (
    select * from {{ ref("dim_channels") }}
),

sales as (
    select *
    from {{ ref("fct_reconciliation_daily") }}
    where is_main_basis and basis <> 'payout'
)

select
    {{ world_id("sales") }} as world_id,
    channels.channel_name,
    sales.reconciled_date as activity_date,
    {{ money("sum(sales.our_amount * sales.exchange_rate)") }} as sales_ours_amount,
    {{ money("sum(sales.seller_voucher_amount * sales.exchange_rate)") }} as sales_voucher_amount,
    {{ money("sum(sales.cancelled_amount * sales.exchange_rate)") }} as sales_cancelled_amount,
    {{ money("sum(sales.unknown_status_amount * sales.exchange_rate)") }} as sales_unknown_amount,
    {{ money("sum(sales.unpaid_amount * sales.exchange_rate)") }} as sales_unpaid_amount,
    {{ money("sum(sales.other_day_amount * sales.exchange_rate)") }} as sales_other_day_amount,
    {{ money("sum(sales.unexplained_amount * sales.exchange_rate)") }}
        as sales_unexplained_amount,
    {{ money("sum(sales.platform_amount * sales.exchange_rate)") }} as sales_theirs_amount
from sales
inner join shops
    on sales.shop_id = shops.shop_id
inner join channels
    on sales.channel_id = channels.channel_id
group by
    {{ world_id("sales") }},
    channels.channel_name,
    sales.reconciled_date
