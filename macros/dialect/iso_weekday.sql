{# Day of the week from 1, Monday, to 7, Sunday. #}
{% macro iso_weekday(column) -%}
    {{ return(adapter.dispatch("iso_weekday")(column)) }}
{%- endmacro %}

{% macro default__iso_weekday(column) -%}
    cast(isodow({{ column }}) as integer)
{%- endmacro %}

{% macro spark__iso_weekday(column) -%}
    cast(weekday({{ column }}) + 1 as integer)
{%- endmacro %}
