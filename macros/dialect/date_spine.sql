{# A query of every day from `first` to `last`, both included: one column, date_day. #}
{% macro date_spine(first, last) -%}
    {{ return(adapter.dispatch("date_spine")(first, last)) }}
{%- endmacro %}

{% macro default__date_spine(first, last) -%}
    select cast(day as date) as date_day
    from generate_series(date '{{ first }}', date '{{ last }}', interval 1 day) as days (day)
{%- endmacro %}

{% macro spark__date_spine(first, last) -%}
    select explode(sequence(date '{{ first }}', date '{{ last }}', interval 1 day)) as date_day
{%- endmacro %}
