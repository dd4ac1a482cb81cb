-- Sellers by where they are at home, not by where they sell to.
with seller_days as (
    select distinct
        items.world_id,
        items.channel_name,
        provinces.province_name as province,
        items.seller_key,
        items.order_date as activity_date
    from {{ ref("fct_sold_items") }} as items
    inner join {{ ref("dim_sellers") }} as sellers
        on items.seller_key = sellers.seller_key
    inner join {{ ref("dim_provinces") }} as provinces
        on sellers.province_key = provinces.province_key
)

{{ entity_days("seller_days", "seller_key", "regional_seller_count", [["province"], []]) }}
