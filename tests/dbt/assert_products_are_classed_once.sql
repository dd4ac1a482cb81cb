-- Each way of classing holds every product once and all its GMV, and the listed products with the
-- row of the others are all products.
with totals as (
    select
        world_id,
        count(*) as product_count,
        sum(gmv_amount) as gmv_amount
    from {{ ref("dim_stock_items") }}
    group by world_id
),

held as (
    select
        world_id,
        class_scheme,
        sum(product_count) as product_count,
        sum(gmv_amount) as gmv_amount
    from {{ ref("rpt_products__classes") }}
    group by world_id, class_scheme
    union all
    select
        world_id,
        'listed' as class_scheme,
        sum(product_count) as product_count,
        sum(gmv_amount) as gmv_amount
    from {{ ref("rpt_products__listed") }}
    group by world_id
)

select
    totals.*,
    held.class_scheme,
    held.product_count as held_product_count,
    held.gmv_amount as held_gmv_amount
from totals
full outer join held
    on totals.world_id = held.world_id
where
    totals.product_count is distinct from held.product_count
    or totals.gmv_amount is distinct from held.gmv_amount
