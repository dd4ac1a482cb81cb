{#
    The join of a daily relation to its shop's exchange rates, and the rate that follows: units of the
    shop's reporting currency for one unit of the row's own. Without a rate sheet, and for the
    reporting currency itself, that is 1. A missing rate is null, so that its amounts are null and a
    test names it: never a zero.
#}
{% macro exchange_rate_joins(relation, date_column) -%}
    left join {{ ref("int_reporting_currencies") }} as reporting
        on {{ relation }}.shop_id = reporting.shop_id
    left join {{ ref("int_exchange_rates__daily") }} as rates
        on
            {{ relation }}.shop_id = rates.shop_id
            and {{ relation }}.currency = rates.from_currency
            and {{ relation }}.{{ date_column }} >= rates.applies_from_date
            and {{ relation }}.{{ date_column }} < rates.applies_before_date
{%- endmacro %}

{% macro exchange_rate(relation) -%}
    cast(
        case
            when coalesce(reporting.reporting_currency, {{ relation }}.currency) = {{ relation }}.currency then 1
            else rates.exchange_rate
        end as decimal(18, 6)
    )
{%- endmacro %}

{#
    A world is what may be added up: a shop in one currency, that of its rate sheet or the row's own.
    `relation` has shop_id and currency, `shops` is dim_shops.
#}
{% macro world_id(relation) -%}
    {{ dbt.concat([
        relation ~ ".shop_id", "' · '", "coalesce(shops.reporting_currency, " ~ relation ~ ".currency)"
    ]) }}
{%- endmacro %}
