{#
    The days on which an entity (a customer, a seller, a product) was active, with its previous such
    day, counted. A distinct count over any period follows from it exactly: of the days in the period
    those whose previous day lies before it, since each entity has just one such day. So a page can
    filter by any dates without holding a row per entity.

    `days` is a relation of one row per world_id, channel_id, entity and activity_date.
#}
{% macro entity_days(days, entity, count_name) -%}
    select
        world_id,
        channel_id,
        activity_date,
        previous_date,
        count(*) as {{ count_name }}
    from (
        select
            world_id,
            channel_id,
            activity_date,
            lag(activity_date) over (
                partition by world_id, channel_id, {{ entity }} order by activity_date
            ) as previous_date
        from {{ days }}
    ) as {{ entity }}_days
    group by
        world_id,
        channel_id,
        activity_date,
        previous_date
{%- endmacro %}
