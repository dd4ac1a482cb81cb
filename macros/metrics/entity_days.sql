{#
    The days on which an entity (a customer, a seller, a product) was active, with its previous such
    day, counted. A distinct count over any period follows from it exactly: of the days in the period
    those whose previous day lies before it, since each entity has just one such day. So a page can
    filter by any dates without holding a row per entity.

    Distinct counts of channels do not add up (a product sells on two), so the count over all
    channels is a row of its own, with no channel.

    `days` is a relation of one row per world_id, channel_name, entity and activity_date.
#}
{% macro entity_days(days, entity, count_name) -%}
    select
        world_id,
        channel_name,
        activity_date,
        previous_date,
        count(*) as {{ count_name }}
    from (
        select
            world_id,
            channel_name,
            activity_date,
            lag(activity_date) over (
                partition by world_id, channel_name, {{ entity }} order by activity_date
            ) as previous_date
        from {{ days }}
        union all
        select
            world_id,
            cast(null as {{ dbt.type_string() }}) as channel_name,
            activity_date,
            lag(activity_date) over (
                partition by world_id, {{ entity }} order by activity_date
            ) as previous_date
        from (
            select distinct
                world_id,
                {{ entity }},
                activity_date
            from {{ days }}
        ) as days_of_all_channels
    ) as {{ entity }}_days
    group by
        world_id,
        channel_name,
        activity_date,
        previous_date
{%- endmacro %}
