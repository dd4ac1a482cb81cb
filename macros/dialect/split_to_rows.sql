{# A query with a row per part of a text column: the `keys`, and the part as `name`. #}
{% macro split_to_rows(relation, keys, column, delimiter, name) -%}
    {{ return(adapter.dispatch("split_to_rows")(relation, keys, column, delimiter, name)) }}
{%- endmacro %}

{% macro default__split_to_rows(relation, keys, column, delimiter, name) -%}
    select {{ keys | join(", ") }}, unnest(string_split({{ column }}, '{{ delimiter }}')) as {{ name }}
    from {{ relation }}
{%- endmacro %}

{% macro spark__split_to_rows(relation, keys, column, delimiter, name) -%}
    select {{ keys | join(", ") }}, explode(split({{ column }}, '{{ delimiter }}')) as {{ name }}
    from {{ relation }}
{%- endmacro %}
