{#
    The overlap rule. Exports overlap: of all rows that belong to one unit (an order, an ad's day),
    those of one file are kept, all of them. The file that reaches furthest wins, then the one that
    starts latest, then the one changed last, then its hash, so the order of arrival does not matter.
    Never a maximum per field, never a sum.

    `key`, where an export has one, is what tells its rows apart: a file that holds a row twice counts
    with the last of the two. Order lines have none, since two of them may be alike.
#}
{% macro newest_export(relation, unit, key=none) -%}
    select *
    from (
        select
            *,
            {% if key -%}
                row_number() over (
                    partition by shop_id, _file_sha256, {{ key | join(", ") }} order by _row desc
                ) as repeat_rank,
            {% endif -%}
            dense_rank() over (
                partition by shop_id, {{ unit | join(", ") }}
                order by
                    _period_end desc nulls last,
                    _period_start desc nulls last,
                    _file_modified_at desc,
                    _file_sha256 asc
            ) as export_rank
        from {{ relation }}
    ) as ranked
    where export_rank = 1{{ " and repeat_rank = 1" if key }}
{%- endmacro %}
