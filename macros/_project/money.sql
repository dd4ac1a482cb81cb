{# The type of every amount: exact, four decimals, its currency in a column beside it. #}
{% macro money_type() -%}
    decimal(18, 4)
{%- endmacro %}

{# The type of a ratio or a duration that is shown as it is: pages hold no floating point. #}
{% macro shown(expression, type="decimal(12, 4)") -%}
    cast({{ expression }} as {{ type }})
{%- endmacro %}

{% macro money(expression) -%}
    cast({{ expression }} as {{ money_type() }})
{%- endmacro %}
