{# Name and article number of a product for people; without a name its category and the start of its
   id. `relation` has product_name, product_category, sku and product_id. #}
{% macro product_label(relation) -%}
    {{ dbt.concat([
        "coalesce(left(" ~ relation ~ ".product_name, 80), replace(" ~ relation
        ~ ".product_category, '_', ' '), 'Product')",
        "' · '",
        "coalesce(" ~ relation ~ ".sku, left(" ~ relation ~ ".product_id, 8))"
    ]) }}
{%- endmacro %}

{% macro category_label(relation) -%}
    coalesce(replace({{ relation }}.product_category, '_', ' '), 'No category')
{%- endmacro %}
