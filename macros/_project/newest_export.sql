{#
    The overlap rule. Exports overlap: of all rows that belong to one unit (an order, an ad's day),
    those of one file are kept, all of them. The file that reaches furthest wins, then the one that
    starts latest, then the one changed last, then its hash, so the order of arrival does not matter.
    Never a maximum per field, never a sum.
#}
{% macro newest_export(relation, unit) -%}
    select *
    from (
        select
            *,
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
    where export_rank = 1
{%- endmacro %}
