-- What new customers of a platform cost: the marketing that sells on it alone, and of what serves
-- all platforms the part of its new customers among all. A month that wins nobody keeps its cost,
-- under no platform.
with spend as (
    select
        {{ dbt.concat([
            "spend.shop_id", "' · '", "coalesce(reporting.reporting_currency, spend.currency)"
        ]) }} as world_id,
        spend.shop_id,
        coalesce(reporting.reporting_currency, spend.currency) as currency,
        channels.sells_on_channel_id,
        cast({{ dbt.date_trunc("month", "spend.spend_date") }} as date) as month_start_date,
        spend.marketing_spend_amount * {{ exchange_rate("spend") }} as spend_amount
    from {{ ref("int_marketing__spend_unioned") }} as spend
    inner join {{ ref("channel_map") }} as channels
        on
            spend.platform = channels.platform
            and spend.platform_channel = channels.platform_channel
    {{ exchange_rate_joins("spend", "spend_date") }}
),

platforms as (
    select distinct
        channel_id,
        channel_name
    from {{ ref("channel_map") }}
    where platform_channel = 'orders'
),

-- Ads of a platform that the shop does not sell on serve all.
sold_on as (
    select distinct
        world_id,
        channel_name
    from {{ ref("int_customers__months") }}
),

spend_per_month as (
    select
        spend.world_id,
        spend.shop_id,
        spend.currency,
        spend.month_start_date,
        sold_on.channel_name,
        {{ money("sum(spend.spend_amount)") }} as spend_amount
    from spend
    left join platforms
        on spend.sells_on_channel_id = platforms.channel_id
    left join sold_on
        on
            spend.world_id = sold_on.world_id
            and platforms.channel_name = sold_on.channel_name
    group by
        spend.world_id, spend.shop_id, spend.currency, spend.month_start_date, sold_on.channel_name
),

new_customers as (
    select
        world_id,
        shop_id,
        currency,
        channel_name,
        month_start_date,
        count(*) as new_customer_count
    from {{ ref("int_customers__months") }}
    where previous_status is null
    group by world_id, shop_id, currency, channel_name, month_start_date
),

new_in_order as (
    select
        *,
        sum(new_customer_count) over (
            partition by world_id, month_start_date order by channel_name
            rows between unbounded preceding and current row
        ) as new_so_far_count,
        sum(new_customer_count) over (partition by world_id, month_start_date) as all_new_count
    from new_customers
),

-- Shares as differences of rounded running totals, so that they add up to the whole exactly.
parts as (
    select
        new_in_order.world_id,
        new_in_order.shop_id,
        new_in_order.currency,
        new_in_order.channel_name,
        new_in_order.month_start_date,
        new_in_order.new_customer_count,
        cast(null as {{ money_type() }}) as own_spend_amount,
        {{ money(share_of(
            "shared.spend_amount", "new_in_order.new_so_far_count", "new_in_order.all_new_count", 4
        )) }}
        - {{ money(share_of(
            "shared.spend_amount",
            "(new_in_order.new_so_far_count - new_in_order.new_customer_count)",
            "new_in_order.all_new_count",
            4
        )) }} as shared_spend_amount
    from new_in_order
    left join spend_per_month as shared
        on
            new_in_order.world_id = shared.world_id
            and new_in_order.month_start_date = shared.month_start_date
            and shared.channel_name is null
    union all
    select
        own.world_id,
        own.shop_id,
        own.currency,
        own.channel_name,
        own.month_start_date,
        0 as new_customer_count,
        own.spend_amount as own_spend_amount,
        cast(null as {{ money_type() }}) as shared_spend_amount
    from spend_per_month as own
    where own.channel_name is not null
    union all
    select
        shared.world_id,
        shared.shop_id,
        shared.currency,
        'No platform' as channel_name,
        shared.month_start_date,
        0 as new_customer_count,
        cast(null as {{ money_type() }}) as own_spend_amount,
        shared.spend_amount as shared_spend_amount
    from spend_per_month as shared
    left join new_in_order
        on
            shared.world_id = new_in_order.world_id
            and shared.month_start_date = new_in_order.month_start_date
    where shared.channel_name is null and new_in_order.world_id is null
),

-- A world whose files tell no marketing has unknown costs, not none.
told as (
    select distinct world_id
    from spend
)

select
    {{ surrogate_key(["parts.world_id", "parts.channel_name", "parts.month_start_date"]) }}
        as acquisition_month_key,
    parts.world_id,
    parts.shop_id,
    parts.currency,
    parts.channel_name,
    parts.month_start_date,
    cast(sum(parts.new_customer_count) as bigint) as acquired_customer_count,
    {{ money(
        "case when max(told.world_id) is not null then coalesce(sum(parts.own_spend_amount), 0) end"
    ) }} as own_spend_amount,
    {{ money(
        "case when max(told.world_id) is not null then coalesce(sum(parts.shared_spend_amount), 0) end"
    ) }} as shared_spend_amount
from parts
left join told
    on parts.world_id = told.world_id
group by
    parts.world_id, parts.shop_id, parts.currency, parts.channel_name, parts.month_start_date
