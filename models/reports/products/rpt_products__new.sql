with products as (
    select
        *,
        row_number() over (
            partition by world_id order by gmv_amount desc, stock_item_key asc
        ) as new_rank
    from {{ ref("dim_stock_items") }}
    where is_new and lifecycle_stage = 'Introduction'
)

select
    world_id,
    product_name,
    product_category,
    first_sold_date,
    as_of_date,
    cast({{ dbt.datediff("first_sold_date", "as_of_date", "day") }} + 1 as bigint) as days_on_sale,
    gmv_amount,
    unit_count
from products
where new_rank <= 50
