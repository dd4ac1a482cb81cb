-- The pairs that go together most clearly, in all baskets and in each part of them. The product in
-- fewer baskets stands first: who has it says more of the other than the other way round.
with sided as (
    select
        *,
        first_basket_count <= second_basket_count as is_first_rarer
    from {{ ref("fct_product_pairs") }}
),

pairs as (
    select
        world_id,
        product_pair_key,
        scope_type,
        scope_name,
        as_of_date,
        case when is_first_rarer then first_product_name else second_product_name end
            as product_name,
        case when is_first_rarer then second_product_name else first_product_name end
            as partner_name,
        pair_basket_count,
        case when is_first_rarer then first_basket_count else second_basket_count end
            as first_basket_count,
        case when is_first_rarer then second_basket_count else first_basket_count end
            as second_basket_count,
        scope_basket_count
    from sided
),

measured as (
    select
        world_id,
        product_pair_key,
        scope_type,
        scope_name,
        as_of_date,
        product_name,
        partner_name,
        sum(pair_basket_count) as pair_basket_count,
        sum(first_basket_count) as first_basket_count,
        sum(second_basket_count) as second_basket_count,
        sum(scope_basket_count) as scope_basket_count,
        {{ shown(metric("pair_support")) }} as support_pct,
        {{ shown(metric("pair_confidence")) }} as confidence_pct,
        {{ shown(metric("pair_confidence_back")) }} as confidence_back_pct,
        {{ shown(metric("pair_lift")) }} as lift,
        {{ shown(metric("pair_leverage")) }} as leverage_pct,
        {{ shown(metric("pair_conviction")) }} as conviction,
        {{ shown(metric("pair_chi_square"), "decimal(16, 4)") }} as chi_square
    from pairs
    group by 1, 2, 3, 4, 5, 6, 7
),

ranked as (
    select
        *,
        row_number() over (
            partition by world_id, scope_type, scope_name
            order by chi_square desc, product_pair_key asc
        ) as strength_rank
    from measured
    where lift > 1
)

select
    product_pair_key,
    world_id,
    scope_type,
    case when scope_type = 'channel' then scope_name end as channel_name,
    case when scope_type = 'segment' then scope_name end as rfm_segment,
    case when scope_type = 'quarter' then scope_name end as order_quarter,
    as_of_date,
    cast(strength_rank as bigint) as strength_rank,
    product_name,
    partner_name,
    cast(pair_basket_count as bigint) as pair_basket_count,
    cast(first_basket_count as bigint) as first_basket_count,
    cast(second_basket_count as bigint) as second_basket_count,
    cast(scope_basket_count as bigint) as scope_basket_count,
    support_pct,
    confidence_pct,
    confidence_back_pct,
    lift,
    leverage_pct,
    conviction,
    chi_square,
    chi_square >= {{ var("pair_chi_square_least") }} as is_beyond_chance
from ranked
where strength_rank <= {{ var("shown_pairs") }}
