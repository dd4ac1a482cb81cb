-- Every basket with its buyer and what kind of basket it is: in the words of the file where it
-- tells them, else by what lies in it.
with baskets as (
    select
        basket_key,
        min(order_key) as order_key,
        min(platform) as platform,
        min(shop_id) as shop_id,
        min(world_id) as world_id,
        count(*) as item_count,
        sum(unit_count) as unit_count,
        sum(gmv_amount) as gmv_amount
    from {{ ref("int_baskets__items") }}
    group by basket_key
),

orders as (
    select * from {{ ref("int_orders__settled") }}
),

channels as (
    select *
    from {{ ref("channel_map") }}
    where platform_channel = 'orders'
),

sized as (
    select
        baskets.*,
        orders.order_date,
        orders.is_first_order,
        case
            when orders.customer_id is not null
                then
                    {{ surrogate_key(["orders.platform", "orders.shop_id", "orders.customer_id"]) }}
        end as customer_key,
        channels.channel_id,
        coalesce(channels.channel_name, baskets.shop_id) as channel_name,
        case
            when
                coalesce(baskets.unit_count, baskets.item_count)
                <= {{ var("basket_size_pieces")["small"] }} then 'Small'
            when
                coalesce(baskets.unit_count, baskets.item_count)
                <= {{ var("basket_size_pieces")["medium"] }} then 'Medium'
            else 'Large'
        end as derived_size
    from baskets
    left join orders
        on baskets.order_key = orders.order_key
    left join channels
        on baskets.platform = channels.platform
)

select
    sized.basket_key,
    sized.order_key,
    sized.platform,
    sized.shop_id,
    sized.world_id,
    sized.channel_id,
    sized.channel_name,
    sized.customer_key,
    case
        when sized.customer_key is null then 'Guests'
        else coalesce(customers.rfm_segment, 'Not stated')
    end as rfm_segment,
    case
        when sized.customer_key is null then 'Guest'
        when sized.is_first_order then 'New'
        else 'Returning'
    end as buyer_type,
    sized.order_date,
    case
        when sized.order_date is not null
            then {{ dbt.concat([
                "cast(extract(year from sized.order_date) as " ~ dbt.type_string() ~ ")",
                "' Q'",
                "cast(extract(quarter from sized.order_date) as " ~ dbt.type_string() ~ ")",
            ]) }}
    end as order_quarter,
    sized.item_count,
    sized.unit_count,
    sized.gmv_amount,
    coalesce(stated.basket_size, sized.derived_size) as basket_size,
    coalesce(
        stated.price_sensitivity,
        case missions.price_band
            when 'Low price' then 'Price sensitive'
            when 'Middle price' then 'Mid-range'
            when 'High price' then 'Upmarket'
        end,
        'Not stated'
    ) as price_sensitivity,
    coalesce(
        stated.basket_type,
        case
            when sized.derived_size = 'Small' then 'Small shop'
            when
                sized.derived_size = 'Large'
                and coalesce(missions.category_count, sized.item_count) > 1
                then 'Full shop'
            else 'Top up'
        end
    ) as basket_type,
    coalesce(stated.mission, missions.mission, 'Not stated') as mission,
    coalesce(stated.customer_price_sensitivity, 'Not stated') as customer_price_sensitivity,
    coalesce(stated.customer_life_stage, 'Not stated') as customer_life_stage,
    coalesce(stated.store_format, 'Not stated') as store_format
from sized
left join {{ ref("int_baskets__stated") }} as stated
    on sized.order_key = stated.order_key
left join {{ ref("int_baskets__missions") }} as missions
    on sized.basket_key = missions.basket_key
left join {{ ref("int_customers__current") }} as customers
    on
        sized.world_id = customers.world_id
        and sized.customer_key = customers.customer_key
