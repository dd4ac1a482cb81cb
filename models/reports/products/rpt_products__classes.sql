{% set schemes = [
    ("ABC 20-30-50", "abc_thirds_class"),
    ("ABC 80-15-5", "abc_pareto_class"),
    ("Matrix", "product_class"),
    ("Lifecycle", "lifecycle_stage"),
] %}

{# The order in which the classes are told. #}
{% set ranked = [
    "A", "B", "C",
    "Star", "Hero", "Volume", "Core",
    "Introduction", "Growth", "Maturity", "Decline", "Too early to tell",
    "Not sold",
] %}

{% for scheme, column in schemes %}
    select
        world_id,
        '{{ scheme }}' as class_scheme,
        {{ column }} as product_class,
        cast(
            case {{ column }}
                {% for name in ranked %}
                    when '{{ name }}' then {{ loop.index }}
                {% endfor %}
            end as integer
        ) as class_rank,
        max(as_of_date) as as_of_date,
        count(*) as product_count,
        {{ money("sum(gmv_amount)") }} as gmv_amount,
        cast(sum(unit_count) as bigint) as unit_count,
        {{ money("sum(costed_kept_amount)") }} as costed_kept_amount,
        {{ money("sum(item_profit_amount)") }} as item_profit_amount
    from {{ ref("dim_stock_items") }}
    group by 1, 2, 3, 4
    {% if not loop.last %}union all{% endif %}
{% endfor %}
