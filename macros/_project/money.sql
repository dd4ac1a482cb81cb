{# The type of every amount: exact, four decimals, its currency in a column beside it. #}
{% macro money_type() -%}
    decimal(18, 4)
{%- endmacro %}

{% macro money(expression) -%}
    cast({{ expression }} as {{ money_type() }})
{%- endmacro %}
