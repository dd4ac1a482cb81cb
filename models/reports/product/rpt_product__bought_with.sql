-- What else is bought by who buys a product: the ten that go with it most clearly, by chi-square,
-- of those that go with it more often than chance.
with both_ways as (
    {% for own, other in [("first", "second"), ("second", "first")] %}
        select
            world_id,
            product_pair_key,
            as_of_date,
            {{ own }}_item_key as stock_item_key,
            {{ own }}_product_name as product_name,
            {{ other }}_product_name as partner_name,
            pair_basket_count,
            {{ own }}_basket_count as first_basket_count,
            {{ other }}_basket_count as second_basket_count,
            scope_basket_count
        from {{ ref("fct_product_pairs") }}
        where scope_type = 'all'
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

measured as (
    select
        both_ways.world_id,
        both_ways.product_pair_key,
        both_ways.product_name,
        both_ways.partner_name,
        max(both_ways.as_of_date) as as_of_date,
        sum(both_ways.pair_basket_count) as pair_basket_count,
        sum(both_ways.first_basket_count) as first_basket_count,
        sum(both_ways.second_basket_count) as second_basket_count,
        {{ shown(metric("pair_confidence")) }} as confidence_pct,
        {{ shown(metric("pair_lift")) }} as lift,
        {{ shown(metric("pair_chi_square"), "decimal(16, 4)") }} as chi_square
    from both_ways
    inner join {{ ref("dim_stock_items") }} as products
        on
            both_ways.world_id = products.world_id
            and both_ways.stock_item_key = products.stock_item_key
    where products.lifetime_gmv_rank <= {{ var("listed_products") }}
    group by 1, 2, 3, 4
),

ranked as (
    select
        *,
        row_number() over (
            partition by world_id, product_name order by chi_square desc, product_pair_key asc
        ) as partner_rank
    from measured
    where lift > 1
)

select
    world_id,
    product_name,
    partner_name,
    as_of_date,
    cast(partner_rank as bigint) as partner_rank,
    cast(pair_basket_count as bigint) as pair_basket_count,
    cast(first_basket_count as bigint) as first_basket_count,
    cast(second_basket_count as bigint) as second_basket_count,
    confidence_pct,
    lift,
    chi_square,
    chi_square >= {{ var("pair_chi_square_least") }} as is_beyond_chance
from ranked
where partner_rank <= 10
