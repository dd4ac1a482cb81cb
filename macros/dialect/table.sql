{#
    A table is made in its place, in one transaction, where dbt-duckdb makes it beside, renames the
    old one, renames the new one and drops the old one in a second transaction. Nobody reads the
    warehouse while dbt writes it, and of a build of a thousand small nodes that was an eighth.
#}
{% materialization table, adapter="duckdb", supported_languages=["sql"] %}
    {%- set target = this.incorporate(type="table") -%}
    {%- set existing = load_cached_relation(this) -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {% call statement("main", language="sql") %}
        {%- if existing is not none %}
            drop {{ existing.type }} if exists {{ existing }} cascade;
        {%- endif %}
        {{ create_table_as(False, target, compiled_code, "sql") }}
    {% endcall %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}

    {{ return({"relations": [target]}) }}
{% endmaterialization %}
