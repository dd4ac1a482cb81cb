{#
    A time as text with its offset from UTC, "2024-05-01 13:22:11 +0700", as UTC without a zone; null
    where the text is not one.
#}
{% macro utc_from_offset(column) -%}
    {%- set hours = dbt.safe_cast("substring(" ~ column ~ ", 22, 2)", "integer") -%}
    {%- set minutes = dbt.safe_cast("substring(" ~ column ~ ", 24, 2)", "integer") -%}
    {%- set behind = "case when substring(" ~ column ~ ", 21, 1) = '-' then 1 else -1 end" -%}
    {%- set local_time = dbt.safe_cast("substring(" ~ column ~ ", 1, 19)", "timestamp") -%}
    {{ dbt.dateadd("minute", behind ~ " * (" ~ hours ~ " * 60 + " ~ minutes ~ ")", local_time) }}
{%- endmacro %}
