with shops as (
    select * from {{ ref("dim_shops") }}
),

channels as (
    select * from {{ ref("dim_channels") }}
),

products as (
    select * from {{ ref("dim_products") }}
),

items as (
    select * from {{ ref("fct_order_items") }}
),

-- The rate of the day as sales have it, so that categories add up to the day.
sales as (
    select * from {{ ref("fct_sales_daily") }}
)

select
    {{ world_id("items") }} as world_id,
    channels.channel_name,
    coalesce(products.product_category, 'No category') as category,
    items.order_date as activity_date,
    {{ money("sum(items.gmv_amount * sales.exchange_rate)") }} as gmv_amount
from items
inner join shops
    on items.shop_id = shops.shop_id
inner join channels
    on items.channel_id = channels.channel_id
inner join sales
    on
        items.platform = sales.platform
        and items.shop_id = sales.shop_id
        and items.currency = sales.currency
        and items.order_date = sales.sale_date
left join products
    on items.product_key = products.product_key
where items.is_counted
group by
    {{ world_id("items") }},
    channels.channel_name,
    coalesce(products.product_category, 'No category'),
    items.order_date
