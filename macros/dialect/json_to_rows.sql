{#
    A query with a row per item of a text column that holds a JSON list: the `keys`, and of each item
    the members of `fields`, {name in the JSON: name of the column}, as text. Without fields an item
    is a text itself, called `item`.
#}
{% macro json_to_rows(relation, keys, column, fields={}) -%}
    {{ return(adapter.dispatch("json_to_rows")(relation, keys, column, fields)) }}
{%- endmacro %}

{% macro default__json_to_rows(relation, keys, column, fields) -%}
    select {{ keys | join(", ") }},
        {% for field, name in fields.items() -%}
            item ->> '$.{{ field }}' as {{ name }}{{ ", " if not loop.last }}
        {%- else -%}
            item ->> '$' as item
        {%- endfor %}
    from (
        select {{ keys | join(", ") }}, unnest(json_extract({{ column }}, '$[*]')) as item
        from {{ relation }}
    ) as items
{%- endmacro %}

{% macro spark__json_to_rows(relation, keys, column, fields) -%}
    select {{ keys | join(", ") }},
        {% for field, name in fields.items() -%}
            get_json_object(item, '$.{{ field }}') as {{ name }}{{ ", " if not loop.last }}
        {%- else -%}
            item
        {%- endfor %}
    from (
        select {{ keys | join(", ") }}, explode(from_json({{ column }}, 'array<string>')) as item
        from {{ relation }}
    ) as items
{%- endmacro %}
