-- What each stock item sold in its world, over all time and over the days by which it is judged, up
-- to the last day on which the shop sold anything.
with items as (
    select * from {{ ref("int_order_items__in_worlds") }}
    where is_counted
),

worlds as (
    select
        world_id,
        min(order_date) as first_order_date,
        max(order_date) as as_of_date
    from items
    group by world_id
),

aged as (
    select
        items.*,
        {{ dbt.datediff("items.order_date", "worlds.as_of_date", "day") }} as day_age
    from items
    inner join worlds
        on items.world_id = worlds.world_id
),

sums as (
    select
        world_id,
        shop_id,
        currency,
        stock_item_key,
        min(platform) as platform,
        min(order_date) as first_sold_date,
        max(order_date) as last_sold_date,
        sum(gmv_amount) as lifetime_gmv_amount,
        sum(quantity) as lifetime_unit_count,
        sum(case when day_age < {{ var("product_class_days") }} then gmv_amount else 0 end)
            as gmv_amount,
        sum(case when day_age < {{ var("product_class_days") }} then quantity else 0 end)
            as unit_count,
        sum(
            case
                when day_age < {{ var("product_class_days") }} and cost_amount is not null
                    then kept_amount
                else 0
            end
        ) as costed_kept_amount,
        sum(
            case
                when day_age < {{ var("product_class_days") }} and cost_amount is not null
                    then kept_amount - cost_amount
                else 0
            end
        ) as item_profit_amount,
        sum(case when day_age < {{ var("lifecycle_days") }} then quantity else 0 end)
            as recent_unit_count,
        sum(
            case
                when
                    day_age >= {{ var("lifecycle_days") }}
                    and day_age < 2 * {{ var("lifecycle_days") }}
                    then quantity
                else 0
            end
        ) as earlier_unit_count
    from aged
    group by world_id, shop_id, currency, stock_item_key
),

-- Two platforms may name the same goods differently: the newest line's name is today's.
newest_lines as (
    select
        world_id,
        stock_item_key,
        product_key,
        row_number() over (
            partition by world_id, stock_item_key order by order_date desc, order_item_key asc
        ) as line_rank
    from items
)

select
    sums.*,
    worlds.as_of_date,
    {{ dbt.datediff("worlds.first_order_date", "worlds.as_of_date", "day") }} + 1
        as world_day_count,
    {{ dbt.datediff("sums.first_sold_date", "worlds.as_of_date", "day") }} as days_since_first_sale,
    products.sku,
    products.product_id,
    products.product_name,
    products.product_category
from sums
inner join worlds
    on sums.world_id = worlds.world_id
inner join newest_lines
    on
        sums.world_id = newest_lines.world_id
        and sums.stock_item_key = newest_lines.stock_item_key
        and newest_lines.line_rank = 1
inner join {{ ref("int_products__named") }} as products
    on newest_lines.product_key = products.product_key
