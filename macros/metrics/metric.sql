{#
    One metric of models/metrics as an SQL aggregate, so that a model never writes a ratio by hand:
    metric('aov') becomes the sum of its numerator over the sum of its denominator, null where that
    is 0.

    The relation carries the metric's measures as columns of their names, as published tables do.
    With of_facts=true it is the fact that the metric is defined on, and the measures are computed
    from its rows; a distinct count is possible only there.
#}
{% macro metric(name, of_facts=false) -%}
    {%- if execute -%}
        {{ metric_expression(name, of_facts) }}
    {%- else -%}
        null
    {%- endif -%}
{%- endmacro %}

{% macro metric_expression(name, of_facts) -%}
    {%- set definition = graph.metrics.get("metric.talad." ~ name) -%}
    {%- if not definition -%}
        {{ exceptions.raise_compiler_error("there is no metric " ~ name ~ " in models/metrics") }}
    {%- endif -%}
    {%- set params = definition.type_params -%}
    {%- if definition.type == "simple" -%}
        {{- measure_expression(params.measure.name, of_facts) -}}
    {%- elif definition.type == "ratio" -%}
        {%- set numerator = metric_expression(params.numerator.name, of_facts) -%}
        {%- set denominator = metric_expression(params.denominator.name, of_facts) -%}
        cast({{ numerator }} as double) / nullif(cast({{ denominator }} as double), 0)
    {%- elif definition.type == "derived" -%}
        {#- First each input's place, then its SQL: a name may occur in the SQL of another. -#}
        {%- set ns = namespace(expression=params.expr) -%}
        {%- for input in params.metrics -%}
            {%- set pattern = "\\b" ~ (input.alias or input.name) ~ "\\b" -%}
            {%- set ns.expression = modules.re.sub(pattern, "@" ~ loop.index ~ "@", ns.expression) -%}
        {%- endfor -%}
        {%- for input in params.metrics -%}
            {%- set sql = "(" ~ metric_expression(input.name, of_facts) ~ ")" -%}
            {%- set ns.expression = ns.expression | replace("@" ~ loop.index ~ "@", sql) -%}
        {%- endfor -%}
        ({{ ns.expression }})
    {%- else -%}
        {{ exceptions.raise_compiler_error(
            "a " ~ definition.type ~ " metric cannot be used in SQL: " ~ name
        ) }}
    {%- endif -%}
{%- endmacro %}

{% macro measure_expression(name, of_facts) -%}
    {%- for model in graph.semantic_models.values() -%}
        {%- for measure in model.measures if measure.name == name -%}
            {%- if measure.agg == "sum" -%}
                sum({{ (measure.expr or name) if of_facts else name }})
            {%- elif measure.agg == "count_distinct" and of_facts -%}
                count(distinct {{ measure.expr or name }})
            {%- else -%}
                {{ exceptions.raise_compiler_error(
                    "measure " ~ name ~ " can only be computed from its facts: metric(…, of_facts=true)"
                ) }}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endmacro %}
