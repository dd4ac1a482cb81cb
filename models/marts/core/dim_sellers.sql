-- The sellers a platform names, and those that only its order lines know: a shop of one's own is
-- the seller of its lines.
with named as (
    {% for model in staged("sellers") %}
        select
            platform,
            shop_id,
            seller_id,
            country,
            province
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

sold as (
    select distinct
        platform,
        shop_id,
        seller_id
    from {{ ref("int_order_items__costed") }}
),

all_sellers as (
    select
        platform,
        shop_id,
        seller_id
    from named
    union
    select
        platform,
        shop_id,
        seller_id
    from sold
)

select
    {{ surrogate_key([
        "all_sellers.platform", "all_sellers.shop_id", "all_sellers.seller_id"
    ]) }} as seller_key,
    all_sellers.platform,
    all_sellers.shop_id,
    all_sellers.seller_id,
    named.country,
    named.province,
    places.province_key
from all_sellers
left join named
    on
        all_sellers.platform = named.platform
        and all_sellers.shop_id = named.shop_id
        and all_sellers.seller_id = named.seller_id
left join {{ ref("int_provinces__spellings") }} as places
    on lower(trim(named.province)) = places.spelling
