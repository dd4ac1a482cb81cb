{# The day after the calendar's last: where a range that nothing ends ends. #}
{% macro after_calendar() -%}
    cast({{ dbt.dateadd("day", 1, "cast('" ~ var("calendar_end") ~ "' as date)") }} as date)
{%- endmacro %}
