with shops as (
    select * from {{ ref("dim_shops") }}
),

channels as (
    select * from {{ ref("dim_channels") }}
),

reconciled as (
    select * from {{ ref("fct_reconciliation_daily") }}
)

select
    {{ world_id("reconciled") }} as world_id,
    channels.channel_name,
    reconciled.basis,
    reconciled.reconciled_date as activity_date,
    reconciled.currency,
    reconciled.our_amount,
    {{ money(
        "reconciled.platform_amount - reconciled.our_amount - reconciled.unexplained_amount"
    ) }} as explained_amount,
    reconciled.unexplained_amount,
    reconciled.platform_amount,
    cast(row_number() over (
        order by
            abs(reconciled.unexplained_amount) desc,
            reconciled.reconciled_date desc,
            reconciled.reconciliation_daily_key asc
    ) as bigint) as worst_rank
from reconciled
inner join shops
    on reconciled.shop_id = shops.shop_id
inner join channels
    on reconciled.channel_id = channels.channel_id
