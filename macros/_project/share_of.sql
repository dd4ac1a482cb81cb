{#
    An amount split in proportion: part / whole of it. Not a metric (those are defined in
    models/metrics); the one place where a model divides.
#}
{% macro share_of(amount, part, whole, digits=2) -%}
    round({{ amount }} * {{ part }} * 1.0 / nullif({{ whole }}, 0), {{ digits }})
{%- endmacro %}

{#
    The share of one of `count` equal parts, as the difference of two rounded running totals, so that
    the parts add up to the whole exactly.
#}
{% macro equal_part_of(amount, number, count, digits, type) -%}
    cast({{ share_of(amount, number, count, digits) }} as {{ type }})
    - cast({{ share_of(amount, "(" ~ number ~ " - 1)", count, digits) }} as {{ type }})
{%- endmacro %}

{# How many whole parts of a size an amount holds: 7,300 seconds are 2 hours of 3,600. #}
{% macro whole_parts(amount, size) -%}
    floor({{ amount }} * 1.0 / {{ size }})
{%- endmacro %}
