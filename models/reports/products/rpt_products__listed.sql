-- The products that are listed by name, and one row for the rest of them.
with products as (
    select
        *,
        lifetime_gmv_rank <= {{ var("listed_products") }} as is_listed
    from {{ ref("dim_stock_items") }}
)

select
    world_id,
    case when is_listed then product_name else 'Other products' end as product_name,
    case when is_listed then product_category else 'All others' end as product_category,
    case when is_listed then product_class else 'All others' end as product_class,
    case when is_listed then abc_thirds_class else 'All others' end as abc_thirds_class,
    case when is_listed then abc_pareto_class else 'All others' end as abc_pareto_class,
    case when is_listed then lifecycle_stage else 'All others' end as lifecycle_stage,
    max(case when is_listed then first_sold_date end) as first_sold_date,
    max(case when is_listed then last_sold_date end) as last_sold_date,
    max(as_of_date) as as_of_date,
    count(*) as product_count,
    {{ money("sum(gmv_amount)") }} as gmv_amount,
    cast(sum(unit_count) as bigint) as unit_count,
    {{ money("sum(costed_kept_amount)") }} as costed_kept_amount,
    {{ money("sum(item_profit_amount)") }} as item_profit_amount,
    {{ shown(metric("product_margin")) }} as product_margin_pct,
    cast(sum(recent_unit_count) as bigint) as recent_unit_count,
    cast(sum(earlier_unit_count) as bigint) as earlier_unit_count
from products
group by 1, 2, 3, 4, 5, 6, 7
