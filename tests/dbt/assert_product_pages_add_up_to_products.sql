-- A product's own page and the page of all products sell the same, each day.
with own as (
    select
        world_id,
        product_name,
        activity_date,
        sum(gmv_amount) as gmv_amount,
        sum(unit_count) as unit_count
    from {{ ref("rpt_product__daily") }}
    group by 1, 2, 3
),

listed as (
    select
        world_id,
        product_name,
        activity_date,
        sum(gmv_amount) as gmv_amount,
        sum(unit_count) as unit_count
    from {{ ref("rpt_products__sales") }}
    where product_name <> 'Other products'
    group by 1, 2, 3
)

select
    coalesce(own.world_id, listed.world_id) as world_id,
    coalesce(own.product_name, listed.product_name) as product_name,
    coalesce(own.activity_date, listed.activity_date) as activity_date,
    own.gmv_amount,
    listed.gmv_amount as listed_gmv_amount
from own
full outer join listed
    on
        own.world_id = listed.world_id
        and own.product_name = listed.product_name
        and own.activity_date = listed.activity_date
where
    own.gmv_amount is null
    or listed.gmv_amount is null
    or own.gmv_amount <> listed.gmv_amount
    or own.unit_count <> listed.unit_count
