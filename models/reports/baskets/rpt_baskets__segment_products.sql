-- What each segment buys most, and what it buys more than others do.
with baskets as (
    select * from {{ ref("fct_baskets") }}
    where customer_key is not null or order_key is not null
),

worlds as (
    select
        world_id,
        max(order_date) as as_of_date,
        sum(basket_count) as world_basket_count
    from baskets
    group by world_id
),

segments as (
    select
        world_id,
        rfm_segment,
        sum(basket_count) as segment_basket_count
    from baskets
    group by world_id, rfm_segment
),

bought as (
    select
        items.world_id,
        baskets.rfm_segment,
        items.stock_item_key,
        sum(items.product_basket_count) as bought_count,
        sum(items.gmv_amount) as gmv_amount
    from {{ ref("fct_basket_items") }} as items
    inner join baskets
        on items.basket_key = baskets.basket_key
    group by items.world_id, baskets.rfm_segment, items.stock_item_key
),

measured as (
    select
        bought.world_id,
        bought.rfm_segment,
        worlds.as_of_date,
        products.stock_item_key,
        products.product_name,
        products.product_category,
        sum(bought.gmv_amount) as gmv_amount,
        sum(bought.bought_count) as bought_basket_count,
        sum(segments.segment_basket_count) as segment_basket_count,
        sum(products.basket_count) as everyone_basket_count,
        sum(worlds.world_basket_count) as world_basket_count
    from bought
    inner join {{ ref("dim_basket_products") }} as products
        on
            bought.world_id = products.world_id
            and bought.stock_item_key = products.stock_item_key
    inner join segments
        on
            bought.world_id = segments.world_id
            and bought.rfm_segment = segments.rfm_segment
    inner join worlds
        on bought.world_id = worlds.world_id
    group by
        bought.world_id,
        bought.rfm_segment,
        worlds.as_of_date,
        products.stock_item_key,
        products.product_name,
        products.product_category
),

told as (
    select
        world_id,
        rfm_segment,
        as_of_date,
        stock_item_key,
        product_name,
        product_category,
        sum(gmv_amount) as gmv_amount,
        sum(bought_basket_count) as bought_basket_count,
        sum(segment_basket_count) as segment_basket_count,
        sum(everyone_basket_count) as everyone_basket_count,
        sum(world_basket_count) as world_basket_count,
        {{ shown(metric("segment_product_share")) }} as segment_share_pct,
        {{ shown(metric("product_share")) }} as share_pct,
        {{ shown(metric("distinctiveness")) }} as distinctiveness
    from measured
    group by
        world_id,
        rfm_segment,
        as_of_date,
        stock_item_key,
        product_name,
        product_category
),

ranked as (
    select
        *,
        row_number() over (
            partition by world_id, rfm_segment
            order by bought_basket_count desc, stock_item_key asc
        ) as bought_rank,
        row_number() over (
            partition by world_id, rfm_segment
            order by distinctiveness desc, stock_item_key asc
        ) as distinct_rank
    from told
    where bought_basket_count >= {{ var("smallest_pair_basket_count") }}
)

select
    world_id,
    rfm_segment,
    as_of_date,
    stock_item_key,
    product_name,
    product_category,
    {{ money("gmv_amount") }} as gmv_amount,
    cast(bought_basket_count as bigint) as bought_basket_count,
    cast(segment_basket_count as bigint) as segment_basket_count,
    cast(everyone_basket_count as bigint) as everyone_basket_count,
    cast(world_basket_count as bigint) as world_basket_count,
    segment_share_pct,
    share_pct,
    distinctiveness,
    cast(bought_rank as bigint) as bought_rank,
    cast(distinct_rank as bigint) as distinct_rank
from ranked
where bought_rank <= 10 or distinct_rank <= 10
