-- The products of a world as baskets hold them, each in a third of its category by the price of a
-- piece: so a dear cotton pad is dear, though every serum costs more.
with items as (
    select
        world_id,
        stock_item_key,
        min(platform) as platform,
        min(shop_id) as shop_id,
        min(item_name) as item_name,
        count(*) as basket_count,
        sum(unit_count) as unit_count,
        sum(gmv_amount) as gmv_amount
    from {{ ref("int_baskets__items") }}
    group by world_id, stock_item_key
),

sold as (
    select * from {{ ref("int_stock_items__sold") }}
),

departments as (
    {% for model in staged("product_departments") %}
        select
            platform,
            shop_id,
            product_id,
            product_department
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

named as (
    select
        items.*,
        case
            when sold.stock_item_key is null then items.item_name
            else {{ product_label("sold") }}
        end as product_name,
        {{ category_label("sold") }} as product_category,
        coalesce(departments.product_department, 'All departments') as product_department,
        case
            when items.unit_count > 0 and items.gmv_amount > 0
                then {{ share_of("items.gmv_amount", "1", "items.unit_count", 4) }}
        end as unit_price_amount
    from items
    left join sold
        on
            items.world_id = sold.world_id
            and items.stock_item_key = sold.stock_item_key
    left join departments
        on
            sold.platform = departments.platform
            and sold.shop_id = departments.shop_id
            and sold.product_id = departments.product_id
),

ranked as (
    select
        *,
        rank() over (
            partition by world_id, product_category, unit_price_amount is null
            order by unit_price_amount asc
        ) as price_rank,
        count(*) over (
            partition by world_id, product_category, unit_price_amount
        ) as same_price_count,
        count(unit_price_amount) over (partition by world_id, product_category) as priced_count
    from named
),

-- Twice the place of the middle of those with the same price: whole numbers, and equal prices stay
-- together.
placed as (
    select
        *,
        2 * price_rank + same_price_count - 2 as price_place
    from ranked
)

select
    world_id,
    stock_item_key,
    platform,
    shop_id,
    product_name,
    product_category,
    product_department,
    unit_price_amount,
    case
        when unit_price_amount is null then 'Not stated'
        when 3 * price_place < 2 * priced_count then 'Low price'
        when 3 * price_place < 4 * priced_count then 'Middle price'
        else 'High price'
    end as price_band,
    basket_count,
    unit_count,
    gmv_amount,
    row_number() over (
        partition by world_id order by gmv_amount desc, basket_count desc, stock_item_key asc
    ) as gmv_rank,
    row_number() over (order by world_id, stock_item_key) as product_number
from placed
