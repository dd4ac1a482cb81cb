-- What a basket was bought for: the category that holds more than half of its money, else a mix. Of
-- categories only the largest of a shop are named, so that a mission is something one can plan for.
with items as (
    select
        items.basket_key,
        items.world_id,
        items.gmv_amount,
        products.product_category,
        products.price_band
    from {{ ref("int_baskets__items") }} as items
    inner join {{ ref("int_baskets__products") }} as products
        on
            items.world_id = products.world_id
            and items.stock_item_key = products.stock_item_key
    where items.gmv_amount is not null
),

categories as (
    select
        world_id,
        product_category,
        row_number() over (
            partition by world_id order by sum(gmv_amount) desc, product_category asc
        ) as category_rank
    from items
    group by world_id, product_category
),

totals as (
    select
        basket_key,
        sum(gmv_amount) as gmv_amount,
        count(distinct product_category) as category_count
    from items
    group by basket_key
),

of_categories as (
    select
        basket_key,
        world_id,
        product_category,
        sum(gmv_amount) as category_amount,
        row_number() over (
            partition by basket_key order by sum(gmv_amount) desc, product_category asc
        ) as amount_rank
    from items
    group by basket_key, world_id, product_category
),

of_bands as (
    select
        basket_key,
        price_band,
        row_number() over (
            partition by basket_key
            -- Of equal bands the dearer: who buys one of each was not looking for the cheapest.
            order by
                sum(gmv_amount) desc,
                case price_band
                    when 'High price' then 1
                    when 'Middle price' then 2
                    when 'Low price' then 3
                    else 4
                end asc
        ) as amount_rank
    from items
    group by basket_key, price_band
)

select
    totals.basket_key,
    totals.category_count,
    case
        when 2 * of_categories.category_amount <= totals.gmv_amount then 'Mixed'
        when categories.category_rank > {{ var("named_missions") }} then 'Other categories'
        else of_categories.product_category
    end as mission,
    of_bands.price_band
from totals
inner join of_categories
    on totals.basket_key = of_categories.basket_key and of_categories.amount_rank = 1
inner join categories
    on
        of_categories.world_id = categories.world_id
        and of_categories.product_category = categories.product_category
inner join of_bands
    on totals.basket_key = of_bands.basket_key and of_bands.amount_rank = 1
