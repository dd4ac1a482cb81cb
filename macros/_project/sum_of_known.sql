{# The sum of the amounts of a row that are known; null where none is. #}
{% macro sum_of_known(columns) -%}
    {%- if columns | length == 1 -%}
        {{ columns[0] }}
    {%- else -%}
        case when coalesce({{ columns | join(", ") }}) is not null
        then coalesce({{ columns | join(", 0) + coalesce(") }}, 0) end
    {%- endif -%}
{%- endmacro %}
