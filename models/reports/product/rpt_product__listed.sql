with products as (
    select *
    from {{ ref("dim_stock_items") }}
    where lifetime_gmv_rank <= {{ var("listed_products") }}
),

worlds as (
    select * from {{ ref("rpt_executive__worlds") }}
)

select
    products.world_id,
    products.product_name,
    products.product_category,
    products.sku,
    worlds.shop_name,
    worlds.country_code,
    worlds.currency,
    worlds.first_date,
    worlds.last_date,
    products.last_sold_date as last_order_date,
    products.first_sold_date,
    products.lifetime_gmv_rank
from products
inner join worlds
    on products.world_id = worlds.world_id
