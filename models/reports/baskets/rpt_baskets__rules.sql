-- The clearest rules, those of three products and more first: pairs have a table of their own.
with ranked as (
    select
        *,
        row_number() over (
            partition by world_id
            order by chi_square desc, antecedent_names asc, consequent_name asc
        ) as rule_rank
    from {{ ref("fct_product_rules") }}
    where antecedent_count > 1
)

select
    world_id,
    rule_rank,
    antecedent_names,
    consequent_name,
    rule_basket_count,
    {{ shown("support") }} as support_pct,
    {{ shown("confidence") }} as confidence_pct,
    {{ shown("lift") }} as lift_ratio,
    {{ shown("leverage") }} as leverage_pct,
    {{ shown("conviction") }} as conviction_ratio
from ranked
where rule_rank <= 100
