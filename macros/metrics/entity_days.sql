{#
    The days on which an entity (a customer, a seller, a product) was active, with its previous such
    day, counted. A distinct count over any period follows from it exactly: of the days in the period
    those whose previous day lies before it, since each entity has just one such day. So a page can
    filter by any dates without holding a row per entity.

    Distinct counts over a dimension do not add up (a product sells on two channels), so each of the
    `sets` of dimensions has rows of its own; a dimension that is not in the set is null: over all of
    it.

    `days` is a relation of one row per world_id, dimensions, entity and activity_date.
#}
{% macro entity_days(days, entity, count_name, sets=[["channel_name"], []]) -%}
    {%- set dimensions = [] -%}
    {%- for dimension in sets | sum(start=[]) if dimension not in dimensions -%}
        {%- do dimensions.append(dimension) -%}
    {%- endfor %}
    select
        world_id,
        {% for dimension in dimensions %}
            {{ dimension }},
        {% endfor %}
        activity_date,
        previous_date,
        count(*) as {{ count_name }}
    from (
        {% for kept in sets %}
            select
                world_id,
                {% for dimension in dimensions %}
                    {% if dimension in kept %}
                        {{ dimension }},
                    {% else %}
                        cast(null as {{ dbt.type_string() }}) as {{ dimension }},
                    {% endif %}
                {% endfor %}
                activity_date,
                lag(activity_date) over (
                    partition by {{ (["world_id"] + kept + [entity]) | join(", ") }}
                    order by activity_date
                ) as previous_date
            from (
                select distinct {{ (["world_id"] + kept + [entity, "activity_date"]) | join(", ") }}
                from {{ days }}
            ) as days_of_set_{{ loop.index }}
            {% if not loop.last %}union all{% endif %}
        {% endfor %}
    ) as {{ entity }}_days
    group by
        world_id,
        {% for dimension in dimensions %}
            {{ dimension }},
        {% endfor %}
        activity_date,
        previous_date
{%- endmacro %}
