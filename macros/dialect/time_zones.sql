{# The IANA zone of a platform's local times and business days, from the var `time_zones`. #}
{% macro zone_of(platform) -%}
    '{{ var("time_zones").get(platform, var("time_zones")["default"]) }}'
{%- endmacro %}

{# A local time of a platform's file as UTC, both without a zone. #}
{% macro utc_from_local(column, platform) -%}
    {{ return(adapter.dispatch("utc_from_local")(column, zone_of(platform))) }}
{%- endmacro %}

{% macro default__utc_from_local(column, zone) -%}
    timezone('UTC', timezone({{ zone }}, {{ column }}))
{%- endmacro %}

{% macro spark__utc_from_local(column, zone) -%}
    to_utc_timestamp({{ column }}, {{ zone }})
{%- endmacro %}

{# The business day of a UTC time: the day in the shop's own zone. #}
{% macro business_date(column, platform) -%}
    cast({{ adapter.dispatch("local_from_utc")(column, zone_of(platform)) }} as date)
{%- endmacro %}

{% macro default__local_from_utc(column, zone) -%}
    timezone({{ zone }}, timezone('UTC', {{ column }}))
{%- endmacro %}

{% macro spark__local_from_utc(column, zone) -%}
    from_utc_timestamp({{ column }}, {{ zone }})
{%- endmacro %}

{# A UTC time in the zone of its row's platform, whose name is in `platform`: the shop's own clock. #}
{% macro shop_time(column, platform) -%}
    {%- set zone -%}
        case {{ platform }}
            {% for name, zone in var("time_zones").items() if name != "default" %}
                when '{{ name }}' then '{{ zone }}'
            {% endfor %}
            else '{{ var("time_zones")["default"] }}'
        end
    {%- endset -%}
    {{ return(adapter.dispatch("local_from_utc")(column, zone)) }}
{%- endmacro %}
